import { can } from '../../kernel/access.ts'
import { Problem } from '../../kernel/problem.ts'
import { addDays, localDay } from '../../kernel/time.ts'
import type { Member, RequestContext } from '../../platform/api/context.ts'
import { access, implement } from '../../platform/api/implement.ts'
import { appendAudit } from '../../platform/audit/audit.ts'
import { type Database, sql, type Transaction } from '../../platform/database/database.ts'
import { findInteraction } from '../interactions/index.ts'
import type { DialogueRow } from './contract.ts'
import { contract } from './contract.ts'
import { lockKeeping, readKeeping, writeKeeping } from './keeping/store.ts'
import { operatorOf } from './live/operator-desk.ts'
import { masked } from './live/operator-lines.ts'
import type { Sites } from './live/site.ts'
import { type ChatMessage, reaches } from './rules.ts'
import { readSettings, writeSettings } from './settings.ts'
import { readMessages, tellChat } from './store/append.ts'
import { blockClient, describeClient, readRefusals } from './store/client.ts'
import { assign, finish, hold, sayAsEmployee } from './store/employee.ts'
import { listOperators, setReady } from './store/operators.ts'
import { deletePhrase, insertPhrase, listPhrases, lockPhrase, updatePhrase } from './store/phrases.ts'
import { countWaiting, listRows, readRow, shown } from './store/rows.ts'

export interface ChatApiParts {
  readonly db: Database
  readonly sites: Sites
  readonly recordSoon: (workspaceId: string) => void
  /** Records what is due of a company now, so that an interaction is there to be classed. */
  readonly recordNow: (workspaceId: string) => Promise<void>
}

const newestPage = 100

/** Everything about chats that needs no open line. */
export function createChatApi({ db, sites, recordSoon, recordNow }: ChatApiParts) {
  const api = implement(contract).$context<RequestContext>().use(access)

  /** @throws Problem not_found, also where it is out of reach */
  const rowFor = async (member: Member, id: string, now: Date): Promise<DialogueRow> => {
    const row = await readRow(db, member.workspaceId, id, now)
    const place = { employeeId: row?.employee?.id ?? null, departmentId: row?.department?.id ?? null }
    if (!row || !reaches(member.reach, member.departmentId, place)) throw new Problem('not_found', { field: 'id' })
    return row
  }
  const messagesFor = (member: Member, messages: readonly ChatMessage[]) =>
    messages.map((message) => (member.seesPersonalData ? message : masked(message)))

  /** Does something to one dialogue within reach, and tells everybody. */
  const change = async (
    member: Member,
    id: string,
    work: (tx: Transaction, visitorId: string) => Promise<unknown>,
  ): Promise<{ ok: true }> => {
    await db.transaction(async (tx) => {
      const { visitorId } = await hold(tx, operatorOf(member), id)
      await work(tx, visitorId)
      await tellChat(tx, { w: member.workspaceId, kind: 'dialogue', dialogue: id, visitor: visitorId })
    })
    recordSoon(member.workspaceId)
    return { ok: true }
  }

  /** A canned answer of the company is changed by who manages chats. */
  const refuseOthers = (member: Member, mine: boolean): void => {
    if (!mine && !can(member.role, 'chats.manage')) throw new Problem('forbidden')
  }

  return api.router({
    list: api.list.handler(({ context: { member, now }, input: { show, before, limit } }) =>
      listRows(db, operatorOf(member), { show, limit, before: before ? new Date(before) : undefined }, now),
    ),
    state: api.state.handler(async ({ context: { member, now } }) => {
      const operators = await listOperators(db, member.workspaceId, now)
      return {
        ...(await countWaiting(db, operatorOf(member))),
        ready: await isSetReady(db, member),
        operators,
        departments: await db.query<{ id: string; name: string }>(
          sql`select id, name from departments where workspace_id = ${member.workspaceId} order by name`,
        ),
      }
    }),
    setReady: api.setReady.handler(async ({ context: { member, now }, input }) => {
      if (!member.employeeId) throw new Problem('forbidden')
      await setReady(db, member.workspaceId, member.employeeId, input.ready, now)
      await tellChat(db, { w: member.workspaceId, kind: 'operators' })
      return { ok: true }
    }),
    read: api.read.handler(async ({ context: { member, now }, input: { id } }) => {
      const row = await rowFor(member, id, now)
      const messages = await readMessages(db, member.workspaceId, id, {
        before: row.lastSeq + 1,
        limit: newestPage,
      })
      return {
        row: shown(row, member),
        messages: messagesFor(member, messages),
        interactionId: await findInteraction(db, member.workspaceId, 'chat', id),
      }
    }),
    messages: api.messages.handler(async ({ context: { member, now }, input: { id, after, before, limit } }) => {
      await rowFor(member, id, now)
      return { messages: messagesFor(member, await readMessages(db, member.workspaceId, id, { after, before, limit })) }
    }),
    send: api.send.handler(async ({ context: { member, now }, input: { id, messageId, text, file } }) => {
      const words = { id: messageId, text, fileId: file ?? null }
      const said = await db.transaction((tx) => sayAsEmployee(tx, operatorOf(member), id, words, now))
      recordSoon(member.workspaceId)
      return { id: said.id, seq: said.seq }
    }),
    assign: api.assign.handler(async ({ context: { member, now }, input: { id, ...to } }) => {
      await db.transaction((tx) => assign(tx, operatorOf(member), id, to, now))
      return { ok: true }
    }),
    finish: api.finish.handler(async ({ context: { member, now }, input: { id } }) => {
      await db.transaction((tx) => finish(tx, operatorOf(member), id, now))
      await recordNow(member.workspaceId)
      return { interactionId: await findInteraction(db, member.workspaceId, 'chat', id) }
    }),
    describe: api.describe.handler(({ context: { member, now }, input: { id, workspace: _, ...told } }) =>
      change(member, id, (tx, visitorId) =>
        describeClient(tx, member.workspaceId, { dialogueId: id, visitorId }, told, now),
      ),
    ),
    block: api.block.handler(({ context: { member, now }, input: { id, blocked } }) =>
      change(member, id, async (tx, visitorId) => {
        await blockClient(tx, member.workspaceId, visitorId, blocked ? now : null)
        await appendAudit(tx, member.workspaceId, [
          {
            at: now,
            actor: member.actor,
            action: blocked ? 'chat.visitor_blocked' : 'chat.visitor_unblocked',
            objectType: 'chat',
            objectId: id,
          },
        ])
      }),
    ),
    phrases: {
      list: api.phrases.list.handler(({ context: { member } }) =>
        listPhrases(db, member.workspaceId, member.employeeId),
      ),
      create: api.phrases.create.handler(({ context: { member, now }, input: { mine, shortcut, text } }) => {
        refuseOthers(member, mine)
        if (mine && !member.employeeId) throw new Problem('forbidden')
        const ownerId = mine ? member.employeeId : null
        return db.transaction((tx) => insertPhrase(tx, member.workspaceId, { ownerId, shortcut, text }, now))
      }),
      update: api.phrases.update.handler(async ({ context: { member }, input: { id, shortcut, text } }) => {
        await db.transaction(async (tx) => {
          const phrase = await lockPhrase(tx, member.workspaceId, member.employeeId, id)
          refuseOthers(member, phrase.mine)
          await updatePhrase(tx, member.workspaceId, { ...phrase, shortcut, text })
        })
        return { ok: true }
      }),
      remove: api.phrases.remove.handler(async ({ context: { member }, input: { id } }) => {
        await db.transaction(async (tx) => {
          const phrase = await lockPhrase(tx, member.workspaceId, member.employeeId, id)
          refuseOthers(member, phrase.mine)
          await deletePhrase(tx, member.workspaceId, id)
        })
        return { ok: true }
      }),
    },
    keeping: {
      read: api.keeping.read.handler(({ context: { member } }) => readKeeping(db, member.workspaceId)),
      save: api.keeping.save.handler(async ({ context: { member, now }, input: { days } }) => {
        const { workspaceId, actor } = member
        await db.transaction(async (tx) => {
          const before = await lockKeeping(tx, workspaceId)
          await writeKeeping(tx, workspaceId, { ...before, days })
          await appendAudit(tx, workspaceId, [
            {
              ...{ at: now, actor, action: 'chat.keeping', objectType: 'chat_keeping', objectId: workspaceId },
              ...{ before: { days: before.days }, after: { days } },
            },
          ])
        })
        return { ok: true }
      }),
    },
    sites: {
      list: api.sites.list.handler(async ({ context: { member, now } }) => {
        const refused = await readRefusals(db, member.workspaceId, addDays(localDay(now, 'UTC'), -6))
        const known = await sites.list(member.workspaceId)
        return Promise.all(
          known.map(async ({ id, name, key }) => ({
            site: id,
            name,
            key,
            settings: await readSettings(db, member.workspaceId, id),
            refused: refused.get(id) ?? {},
          })),
        )
      }),
      update: api.sites.update.handler(async ({ context: { member, now }, input: { site, settings } }) => {
        const { workspaceId, actor } = member
        const known = (await sites.list(workspaceId)).find(({ id }) => id === site)
        if (!known) throw new Problem('not_found', { field: 'site' })
        await db.transaction(async (tx) => {
          const before = await readSettings(tx, workspaceId, site)
          if (settings.departmentId) await requireDepartment(tx, workspaceId, settings.departmentId)
          await writeSettings(tx, workspaceId, site, settings, now)
          await appendAudit(tx, workspaceId, [
            {
              at: now,
              actor,
              action: 'chat.settings_changed',
              objectType: 'site',
              objectId: site,
              before,
              after: settings,
            },
          ])
          await tellChat(tx, { w: workspaceId, kind: 'settings' })
        })
        return { ok: true }
      }),
    },
  })
}

async function isSetReady(db: Database, { workspaceId, employeeId }: Member): Promise<boolean> {
  const [row] = await db.query<{ ready: boolean }>(sql`
    select ready from chat_operators where workspace_id = ${workspaceId} and employee_id = ${employeeId}::uuid`)
  return row?.ready ?? false
}

async function requireDepartment(tx: Transaction, workspaceId: string, id: string): Promise<void> {
  const [found] = await tx.query(sql`select 1 from departments where workspace_id = ${workspaceId} and id = ${id}`)
  if (!found) throw new Problem('not_found', { field: 'settings.departmentId' })
}
