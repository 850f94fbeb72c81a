import { Problem } from '../../../kernel/problem.ts'
import { addDays, dayStart, localDay } from '../../../kernel/time.ts'
import type { Member, RequestContext } from '../../../platform/api/context.ts'
import { access, implement } from '../../../platform/api/implement.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import type { Database } from '../../../platform/database/database.ts'
import type { SecretBox } from '../../../platform/secrets/secret-box.ts'
import type { SampleRequest, SecretValues } from '../adapters/adapter.ts'
import { builtAdapter } from '../adapters/index.ts'
import { contract, type Endpoint } from '../contract.ts'
import type { Listeners } from '../listening/listener.ts'
import { tellAgain, tellListening } from '../listening/runner.ts'
import { listListening } from '../listening/states.ts'
import { canConnect, catalogue } from './catalogue.ts'
import type { EndpointLookup } from './lookup.ts'
import { hintsOf, newNamespace, openSecrets, sealSecrets, secretsFor, shownOnce } from './secrets.ts'
import { settingsFor } from './settings.ts'
import {
  archiveEndpoint,
  type EndpointRow,
  insertEndpoint,
  listEndpoints,
  listRefusals,
  lockEndpoint,
  pathOf,
  readEndpoint,
  updateEndpoint,
} from './store.ts'

export interface EndpointServices {
  readonly db: Database
  readonly box: SecretBox
  readonly lookup: EndpointLookup
  readonly listeners: Listeners
  /** Sends a request to our own door and returns its status. */
  readonly knock: (path: string, request: SampleRequest) => Promise<number>
}

/** The operations on endpoints. Secrets go in and, where we made them, come out once. */
export function createEndpointApi({ db, box, lookup, knock, listeners }: EndpointServices) {
  const api = implement(contract.endpoints).$context<RequestContext>().use(access)

  const shown = (row: EndpointRow): Endpoint => ({
    id: row.id,
    provider: row.provider,
    name: row.name,
    path: pathOf(row),
    active: row.active,
    settings: row.settings as Endpoint['settings'],
    secretHints: hintsOf(known(row)),
    createdAt: row.createdAt,
  })
  // A replaced key must not hide the endpoints that have to be given their secrets anew.
  const known = (row: EndpointRow): SecretValues => {
    try {
      return openSecrets(box, row)
    } catch {
      return {}
    }
  }
  const sealed = ({ workspaceId, id }: EndpointRow, secrets: SecretValues): string =>
    sealSecrets(box, workspaceId, id, secrets)
  const existing = async (workspaceId: string, id: string): Promise<EndpointRow> => {
    const row = await readEndpoint(db, workspaceId, id)
    if (!row) throw new Problem('not_found', { field: 'id' })
    return row
  }
  /** Reads, changes and logs under one lock: what somebody else wrote meanwhile is never written over. */
  const change = async (
    { member, now }: { readonly member: Member; readonly now: Date },
    id: string,
    action: string,
    changed: (before: EndpointRow) => EndpointRow,
  ): Promise<EndpointRow> => {
    const after = await db.transaction(async (tx) => {
      const before = await lockEndpoint(tx, member.workspaceId, id)
      if (!before) throw new Problem('not_found', { field: 'id' })
      const row = changed(before)
      await updateEndpoint(tx, row)
      await tellListening(tx)
      await appendAudit(tx, member.workspaceId, [
        {
          at: now,
          actor: member.actor,
          action,
          objectType: 'endpoint',
          objectId: id,
          before: told(before),
          after: told(row),
        },
      ])
      return row
    })
    lookup.forget()
    return after
  }

  return api.router({
    catalogue: api.catalogue.handler(() => catalogue(listeners)),
    list: api.list.handler(async ({ context: { member, now } }) => {
      const today = localDay(now, member.timezone)
      const rows = await listEndpoints(db, member.workspaceId, dayStart(today, member.timezone))
      const refused = await listRefusals(db, member.workspaceId, addDays(localDay(now, 'UTC'), -7))
      const listening = await listListening(db, member.workspaceId)
      return rows.map((row) => ({
        ...shown(row),
        listening: (row.provider in listeners && listening.get(row.id)) || null,
        lastEventAt: row.lastEventAt,
        waiting: row.waiting,
        failed: row.failed,
        today: row.today,
        refused: refused
          .filter(({ endpointId }) => endpointId === row.id)
          .map(({ reason, count, lastAt }) => ({ reason, count, lastAt })),
      }))
    }),
    create: api.create.handler(async ({ input, context: { member, now } }) => {
      const adapter = builtAdapter(input.provider)
      if (!canConnect(adapter, listeners))
        throw new Problem('invalid_value', { field: 'provider' }, { value: input.provider })
      const secrets = secretsFor(adapter, input.secrets ?? {})
      const others = await listEndpoints(db, member.workspaceId, now)
      const second = input.provider === 'generic' && others.some(({ provider }) => provider === 'generic')
      const settings = settingsFor(adapter, input.settings ?? {}, second ? { namespace: newNamespace() } : {}, member)
      const row = await db.transaction(async (tx) => {
        const made = await insertEndpoint(tx, {
          workspaceId: member.workspaceId,
          provider: input.provider,
          name: input.name,
          settings,
          createdBy: member.actor.name,
          seal: (id) => sealSecrets(box, member.workspaceId, id, secrets),
          now,
        })
        await tellListening(tx)
        await appendAudit(tx, member.workspaceId, [
          {
            at: now,
            actor: member.actor,
            action: 'endpoint.created',
            objectType: 'endpoint',
            objectId: made.id,
            after: told(made),
          },
        ])
        return made
      })
      lookup.forget()
      return { ...shown(row), secrets: shownOnce(adapter, secrets) }
    }),
    update: api.update.handler(async ({ input, context }) => {
      const given = Object.fromEntries(Object.entries(input.secrets ?? {}).filter(([, value]) => value.trim() !== ''))
      const after = await change(context, input.id, 'endpoint.changed', (before) => ({
        ...before,
        name: input.name ?? before.name,
        active: input.active ?? before.active,
        settings: input.settings
          ? settingsFor(builtAdapter(before.provider), input.settings, before.settings, context.member)
          : before.settings,
        secret:
          Object.keys(given).length > 0
            ? sealed(before, secretsFor(builtAdapter(before.provider), given, known(before)))
            : before.secret,
      }))
      return shown(after)
    }),
    renewSecret: api.renewSecret.handler(async ({ input, context }) => {
      const after = await change(context, input.id, 'endpoint.secret_renewed', (before) => {
        const { secrets } = builtAdapter(before.provider)
        if (!secrets.some(({ made }) => made)) throw new Problem('secret_is_the_providers')
        const had = openSecrets(box, before)
        const kept = Object.fromEntries(secrets.flatMap(({ name, made }) => (made ? [] : [[name, had[name] ?? '']])))
        return { ...before, secret: sealed(before, secretsFor(builtAdapter(before.provider), kept)) }
      })
      return { ...shown(after), secrets: shownOnce(builtAdapter(after.provider), openSecrets(box, after)) }
    }),
    remove: api.remove.handler(async ({ input, context: { member, now } }) => {
      const row = await existing(member.workspaceId, input.id)
      await db.transaction(async (tx) => {
        await archiveEndpoint(tx, member.workspaceId, row.id, now)
        await tellListening(tx)
        await appendAudit(tx, member.workspaceId, [
          {
            at: now,
            actor: member.actor,
            action: 'endpoint.removed',
            objectType: 'endpoint',
            objectId: row.id,
            before: told(row),
          },
        ])
      })
      lookup.forget()
      return { ok: true as const }
    }),
    check: api.check.handler(async ({ input, context: { member } }) => {
      const row = await existing(member.workspaceId, input.id)
      await tellAgain(db, row.id)
      return { ok: true as const }
    }),
    test: api.test.handler(async ({ input, context: { member, now } }) => {
      const row = await existing(member.workspaceId, input.id)
      const sample = builtAdapter(row.provider).sample?.(openSecrets(box, row), now, row.settings)
      if (!sample) throw new Problem('not_found', { field: 'id' })
      return { status: await knock(pathOf(row), sample), subject: sample.subject }
    }),
  })
}

/** What the log tells of an endpoint: never its secret. */
const told = ({ provider, name, active, settings }: EndpointRow) => ({ provider, name, active, settings })
