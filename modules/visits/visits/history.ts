/** Visits that happened before the script could tell of them: a story told to a new company. */
import { groupBy } from '../../../kernel/collections.ts'
import { localDay } from '../../../kernel/time.ts'
import { type Database, sql } from '../../../platform/database/database.ts'
import { insertVisits } from '../door/keep.ts'
import { readPackets } from '../door/packet.ts'
import { tellVisit } from '../door/told.ts'
import { insertSite, listSites, siteByKey, usualSettings } from '../sites/store.ts'

/** A packet as the script would have sent it, and when. */
export interface PastVisit {
  readonly packet: object
  readonly receivedAt: Date
  readonly userAgent: string
}

const batch = 300

/** Adds the site where the company has none, and its visits; told twice they are the same. */
export async function keepPastVisits(
  db: Database,
  site: { readonly workspaceId: string; readonly name: string; readonly domain: string; readonly now: Date },
  past: readonly PastVisit[],
): Promise<void> {
  const { workspaceId, now } = site
  const [known] = await listSites(db, workspaceId)
  const { key } =
    known ??
    (await db.transaction((tx) =>
      insertSite(tx, { workspaceId, name: site.name, domains: [site.domain], settings: usualSettings, now }),
    ))
  const open = await siteByKey(db, workspaceId, key)
  if (!open) return
  const told = past.flatMap(({ packet, receivedAt, userAgent }) =>
    (readPackets(JSON.stringify(packet)) ?? []).map((one) =>
      tellVisit(one, open, { userAgent, region: null, receivedAt }),
    ),
  )
  let fresh = 0
  for (let from = 0; from < told.length; from += batch)
    fresh += (await insertVisits(db, told.slice(from, from + batch))).size
  if (fresh === 0) return
  const days = groupBy(
    told.flatMap(({ hits }) => hits.map(({ at }) => at)),
    (at) => localDay(at, 'UTC'),
  )
  for (const [day, times] of days) {
    const last = new Date(Math.max(...times.map((at) => at.getTime())))
    await db.query(sql`
      insert into site_counts (workspace_id, site_id, day, what, count, last_at)
      values (${workspaceId}, ${open.id}, ${day}, 'hits', ${times.length}, ${last})
      on conflict (workspace_id, site_id, day, what) do nothing`)
  }
}
