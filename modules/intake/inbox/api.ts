import { Problem } from '../../../kernel/problem.ts'
import type { Member, RequestContext } from '../../../platform/api/context.ts'
import { access, implement } from '../../../platform/api/implement.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import { type Database, sql, type Transaction } from '../../../platform/database/database.ts'
import { findInteraction } from '../../interactions/index.ts'
import { contract } from '../contract.ts'
import { settingsByEndpoint } from '../endpoints/store.ts'
import { tellInbox } from './apply.ts'
import { inboxChannel } from './consumer.ts'
import { inboxFigures, listEvents, readEvent, replayEvent, replayPart } from './journal.ts'
import { mapEvent } from './map-event.ts'
import { maskPayload, readableFacts, readablePayload } from './payload.ts'

const day = 86_400_000

/** The operations on the inbox. */
export function createInboxApi(db: Database) {
  const api = implement(contract.events).$context<RequestContext>().use(access)
  return api.router({
    list: api.list.handler(({ input: { workspace: _, before, limit, ...filter }, context: { member } }) =>
      listEvents(db, member, filter, { before: before ?? null, limit }),
    ),
    figures: api.figures.handler(({ context: { member, now } }) =>
      inboxFigures(db, member.workspaceId, new Date(now.getTime() - day)),
    ),
    read: api.read.handler(async ({ input, context: { member } }) => {
      const event = await readEvent(db, member.workspaceId, input.id)
      if (!event) throw new Problem('not_found', { field: 'id' })
      const settings = await settingsByEndpoint(db, member.workspaceId)
      const mapped = mapEvent(event.raw, settings.get(event.raw.endpointId) ?? {})
      const masked = (text: string) => (member.seesPersonalData ? text : maskPayload(text))
      return {
        ...event.listed,
        contentType: event.raw.contentType,
        interactionId: event.listed.subject
          ? await findInteraction(db, member.workspaceId, event.raw.provider, event.listed.subject)
          : null,
        payload: masked(readablePayload(event.raw.contentType, event.raw.body)),
        meaning: mapped.kind === 'told' ? masked(readableFacts(mapped.observations)) : null,
      }
    }),
    replay: api.replay.handler(async ({ input, context: { member, now } }) => {
      await db.transaction(async (tx) => {
        const found = await replayEvent(tx, member.workspaceId, input.id)
        if (!found) throw new Problem('not_found', { field: 'id' })
        await tx.query(sql`select pg_notify(${inboxChannel}, ${member.workspaceId})`)
        await tellInbox(tx, member.workspaceId)
        await logReplay(tx, member, now, input.id, { replayed: 1 })
      })
      return { ok: true as const }
    }),
    replayMany: api.replayMany.handler(async ({ input: { workspace: _, ...filter }, context: { member, now } }) => {
      let replayed = 0
      let after: string | null = null
      // Part by part: a year's events in one transaction would hold the inbox up and bloat the table.
      for (;;) {
        const part: { count: number; last: string } | null = await db.transaction(async (tx) => {
          const done = await replayPart(tx, member, filter, after)
          if (done) await tx.query(sql`select pg_notify(${inboxChannel}, ${member.workspaceId})`)
          return done
        })
        if (!part) break
        replayed += part.count
        after = part.last
      }
      await db.transaction((tx) => logReplay(tx, member, now, 'raw_events', { ...filter, replayed }))
      return { replayed }
    }),
  })
}

/** Replaying may change what the record says of a contact, so the log says who asked for it. */
const logReplay = (
  tx: Transaction,
  { workspaceId, actor }: Member,
  at: Date,
  objectId: string,
  after: object,
): Promise<void> =>
  appendAudit(tx, workspaceId, [{ at, actor, action: 'inbox.replayed', objectType: 'inbox', objectId, after }])
