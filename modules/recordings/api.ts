import { Problem } from '../../kernel/problem.ts'
import type { Member, RequestContext } from '../../platform/api/context.ts'
import { access, implement } from '../../platform/api/implement.ts'
import { appendAudit } from '../../platform/audit/audit.ts'
import { type Database, type Queryable, sql } from '../../platform/database/database.ts'
import { whereInteractions } from '../interactions/index.ts'
import { contract } from './contract.ts'
import { recordingsChannel } from './queue.ts'
import { listensAs } from './rules.ts'
import { listListens, readRecording, readSettings, writeSettings } from './store.ts'

/** The operations on recordings; the sound itself is in routes.ts. */
export function createRecordingsApi(db: Database) {
  const api = implement(contract).$context<RequestContext>().use(access)
  return api.router({
    read: api.read.handler(async ({ context: { member }, input: { interaction } }) => {
      await mustSee(db, member, interaction)
      const row = await readRecording(db, member.workspaceId, interaction)
      if (!row) return null
      const mayListen = listensAs(member.role, await readSettings(db, member.workspaceId))
      const { state, reason, detail, nextAt, mime, size } = row
      return {
        ...{ state, reason, mime, size, mayListen, nextAt: state === 'waiting' ? nextAt : null },
        // Exchanges name files by numbers.
        detail: member.seesPersonalData ? detail : null,
        path:
          state === 'stored' && mayListen
            ? `/api/v1/workspaces/${member.workspaceId}/interactions/${interaction}/recording/sound`
            : null,
        listens: mayListen ? await listListens(db, member.workspaceId, interaction) : [],
      }
    }),
    settings: api.settings.handler(async ({ context: { member } }) => {
      const settings = await readSettings(db, member.workspaceId)
      return { ...settings, hosts: [...settings.hosts] }
    }),
    saveSettings: api.saveSettings.handler(({ context: { member, now }, input }) =>
      db.transaction(async (tx) => {
        const { workspaceId, actor } = member
        const before = await readSettings(tx, workspaceId)
        const { keepDays, hosts, marketingListens, agenciesListen } = input
        const after = { keepDays, hosts, marketingListens, agenciesListen }
        await writeSettings(tx, workspaceId, after, now)
        await appendAudit(tx, workspaceId, [
          {
            at: now,
            actor,
            action: 'recordings.settings',
            objectType: 'company',
            objectId: workspaceId,
            before,
            after,
          },
        ])
        await tx.query(sql`select pg_notify(${recordingsChannel}, ${workspaceId})`)
        return after
      }),
    ),
  })
}

/**
 * Throws unless the member may hear the talk.
 * @throws Problem not_found where the interaction is out of reach, forbidden where the company does not let the role listen
 */
export async function mustHear(db: Queryable, member: Member, interaction: string): Promise<void> {
  await mustSee(db, member, interaction)
  if (!listensAs(member.role, await readSettings(db, member.workspaceId))) throw new Problem('forbidden')
}

async function mustSee(db: Queryable, member: Member, interaction: string): Promise<void> {
  const rows = await db.query(
    sql`select 1 from interactions i where ${whereInteractions({ tests: 'with' }, member)} and i.id = ${interaction}`,
  )
  if (rows.length === 0) throw new Problem('not_found', { field: 'interaction' })
}
