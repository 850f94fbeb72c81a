import { Problem } from '../../../kernel/problem.ts'
import type { Member, RequestContext } from '../../../platform/api/context.ts'
import { access, implement } from '../../../platform/api/implement.ts'
import type { Transaction } from '../../../platform/database/database.ts'
import { withUpload } from '../../../platform/files/upload.ts'
import type { SecretBox } from '../../../platform/secrets/secret-box.ts'
import type { Services } from '../../../platform/services/services.ts'
import { type Choice, listCampaigns, matchAgain, setMatch, standAlone } from './campaigns/store.ts'
import type { Connectors } from './connectors/index.ts'
import type { PollJob } from './connectors/poll.ts'
import {
  addConnection,
  type ConnectionRow,
  changeConnection,
  dueNow,
  listConnections,
  removeConnection,
  shown,
} from './connectors/store.ts'
import { spendContract } from './contract.ts'
import type { FileInput } from './file-contract.ts'
import { importSpend, previewSpend, type SpendChange, type SpendFile } from './import.ts'
import { listSpendImports, undoSpendImport } from './imports.ts'
import { periodLength } from './periods.ts'
import { amountOf } from './read-file.ts'
import { recountImports } from './recount.ts'
import { keepRule, readRules } from './rules-store.ts'
import { addSpend, changeSpend, listSpend, logSpend, removeSpend, summariseSpend } from './store.ts'

interface Asking {
  readonly member: Member
  readonly now: Date
  readonly language: SpendChange['language']
}

/** How advertising systems are read over their APIs. */
export interface Reading {
  readonly box: SecretBox
  readonly connectors: Connectors
  readonly queue: (job: PollJob) => Promise<void>
}

/** The operations of spend. */
export function createSpendRouter({ db }: Services, { box, connectors, queue }: Reading) {
  const api = implement(spendContract).$context<RequestContext>().use(access)
  const write = <Result>(context: Asking, work: (tx: Transaction, change: SpendChange) => Promise<Result>) =>
    db.transaction((tx) => work(tx, changeOf(context)))
  const done = { ok: true } as const
  const soon = async (row: ConnectionRow) => {
    if (row.active) await queue({ workspaceId: row.workspaceId, id: row.id })
    return shown(box, row)
  }

  return api.router({
    list: api.list.handler(({ context, input }) => listSpend(db, context.member.workspaceId, input)),
    summary: api.summary.handler(({ context: { member }, input }) =>
      summariseSpend(db, member.workspaceId, member.currency, input),
    ),
    create: api.create.handler(({ context, input: { day, until, origin, amount, note } }) =>
      write(context, (tx, change) =>
        addSpend(tx, change, { day, until, origin, amount: minorOf(amount, context.member), note: note ?? null }),
      ),
    ),
    update: api.update.handler(({ context, input: { id, day, until, origin, amount, note } }) =>
      write(context, (tx, change) =>
        changeSpend(tx, change, id, {
          ...{ day, until, origin, note },
          amount: amount === undefined ? undefined : minorOf(amount, context.member),
        }),
      ),
    ),
    remove: api.remove.handler(async ({ context, input }) => {
      await write(context, (tx, change) => removeSpend(tx, change, input.id))
      return done
    }),
    preview: api.preview.handler(({ context, input }) =>
      withUpload(input.file, (path) => previewSpend(db, fileIn(path, input), changeOf(context))),
    ),
    import: api.import.handler(({ context, input }) =>
      withUpload(input.file, (path) => importSpend(db, fileIn(path, input), changeOf(context))),
    ),
    imports: api.imports.handler(({ context }) => listSpendImports(db, context.member.workspaceId)),
    undo: api.undo.handler(({ context, input }) =>
      write(context, (tx, change) => undoSpendImport(tx, change, input.id)),
    ),
    campaigns: api.campaigns.handler(({ context, input }) => listCampaigns(db, context.member.workspaceId, input)),
    match: api.match.handler(async ({ context, input: { id, origin } }) => {
      const choice = choiceOf(origin)
      await write(context, (tx, change) => setMatch(tx, change, id, choice))
      return done
    }),
    matchAll: api.matchAll.handler(({ context, input: { rest } }) =>
      write(context, async (tx, change) => {
        const matched = await matchAgain(tx, change)
        return { matched: matched + (rest === 'new' ? await standAlone(tx, change) : 0) }
      }),
    ),
    connections: api.connections.handler(async ({ context }) => ({
      connections: (await listConnections(db, context.member.workspaceId)).map((row) => shown(box, row)),
      systems: Object.values(connectors).map(({ system, fields }) => ({ system, fields: [...fields] })),
    })),
    connect: api.connect.handler(async ({ context, input: { system, ...connection } }) =>
      soon(await write(context, (tx, change) => addConnection(tx, change, box, connectors[system], connection))),
    ),
    changeConnection: api.changeConnection.handler(async ({ context, input: { id, ...connection } }) =>
      soon(await write(context, (tx, change) => changeConnection(tx, change, box, connectors, id, connection))),
    ),
    disconnect: api.disconnect.handler(async ({ context, input }) => {
      await write(context, (tx, change) => removeConnection(tx, change, input.id))
      return done
    }),
    readNow: api.readNow.handler(async ({ context, input }) =>
      soon(await write(context, (tx, { workspaceId, now }) => dueNow(tx, workspaceId, input.id, now))),
    ),
    rules: api.rules.handler(({ context }) => readRules(db, context.member.workspaceId)),
    changeRules: api.changeRules.handler(({ context, input: { system, vat, source } }) =>
      write(context, async (tx, change) => {
        const { workspaceId, now } = change
        const before = await readRules(tx, workspaceId)
        await keepRule(tx, workspaceId, { system: system ?? '', vat, source: system && source }, now)
        if (!system && vat && vat !== before.vat) await recountImports(tx, change, vat)
        const after = await readRules(tx, workspaceId)
        await logSpend(tx, change, {
          ...{ action: 'spend.rules_changed', objectType: 'spend_rules', objectId: workspaceId },
          ...{ before: ruleIn(before, system), after: ruleIn(after, system) },
        })
        return after
      }),
    ),
  })
}

const choiceOf = (origin: string | null): Choice =>
  origin === null ? { kind: 'none' } : origin === 'new' ? { kind: 'new' } : { kind: 'origin', id: origin }

const ruleIn = (rules: Awaited<ReturnType<typeof readRules>>, system: keyof typeof rules.systems | undefined) =>
  system ? { system, ...rules.systems[system] } : { vat: rules.vat }

const changeOf = ({ member, now, language }: Asking): SpendChange => ({
  workspaceId: member.workspaceId,
  currency: member.currency,
  timezone: member.timezone,
  actor: member.actor,
  now,
  language,
})

function fileIn(path: string, input: FileInput): SpendFile {
  const { file, mapping, source, dateForm, system, vat, rates, spread, periodFrom, periodTo, trustRows } = input
  if (periodFrom && periodTo) periodLength(periodFrom, periodTo)
  const period = periodFrom && periodTo ? { from: periodFrom, to: periodTo } : undefined
  return {
    ...{ path, name: file.name.slice(0, 200), mapping, source, dateForm, system },
    choices: { vat, rates, spread, period, trustRows },
  }
}

/** The amount that a person typed. @throws Problem money_… with the field `amount` */
function minorOf(text: string, { currency }: Member): number {
  const amount = amountOf(text, undefined, undefined, currency)
  if (typeof amount !== 'number') throw new Problem(amount.code, { field: 'amount' }, { value: text, currency })
  return amount
}
