/** Group commit: hits that come within one flush of the disk share it, and visits are in step with them in the same statement. */
import { groupBy } from '../../../kernel/collections.ts'
import { columnset } from '../../../platform/database/bulk.ts'
import { type Database, type Queryable, sql } from '../../../platform/database/database.ts'
import { isTransient } from '../../../platform/database/transient.ts'
import type { OriginRow, VisitTold } from './told.ts'

export interface Keeper {
  /** Resolves to the number of hits that were new when all are on disk. Rejects where the database does not answer, or too much waits. */
  keep(visit: VisitTold): Promise<number>
  /** Waits for what is under way. */
  close(): Promise<void>
}

interface Waiting {
  readonly visit: VisitTold
  readonly resolve: (fresh: number) => void
  readonly reject: (error: unknown) => void
}

const largestFlush = 400
/** Packets that wait for a database that does not answer; more would only fill the memory. */
const mostWaiting = 20_000
/** Milliseconds that a request is held while the database restarts, before it is sent away to be repeated. */
const patience = 5_000
const pauseMs = 100

/** Creates a keeper. `onForms` hears of companies in whose sites a form was sent, after it is on disk. */
export function createKeeper(db: Database, onForms: (workspaceIds: readonly string[]) => void): Keeper {
  const waiting: Waiting[] = []
  let flushing: Promise<void> | null = null

  const flush = async (): Promise<void> => {
    // One turn of the event loop: whatever else has arrived by now shares this flush.
    await new Promise(setImmediate)
    while (waiting.length > 0) {
      const batch = waiting.splice(0, largestFlush)
      try {
        const visits = batch.map(({ visit }) => visit)
        const kept = await withPatience(() => insertVisits(db, visits))
        // A hit that stands twice in one flush is new once.
        for (const { visit, resolve } of batch) resolve(visit.hits.filter(({ id }) => kept.delete(id)).length)
        const withForms = visits.filter(({ hits }) => hits.some(({ contact }) => contact))
        if (withForms.length > 0) onForms([...new Set(withForms.map(({ workspaceId }) => workspaceId))])
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
  }

  return {
    keep(visit) {
      if (waiting.length >= mostWaiting)
        return Promise.reject(new Error('The database does not answer: too much waits'))
      return new Promise((resolve, reject) => {
        waiting.push({ visit, resolve, reject })
        flushing ??= flush().finally(() => {
          flushing = null
        })
      })
    },
    async close() {
      while (flushing) await flushing
    },
  }
}

async function withPatience<Result>(work: () => Promise<Result>): Promise<Result> {
  const end = Date.now() + patience
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!isTransient(error) || Date.now() >= end) throw error
      await new Promise((resume) => setTimeout(resume, pauseMs))
    }
  }
}

/** Keeps packets and returns the ids of the hits that were new. One company is one statement, several are one transaction. */
export async function insertVisits(db: Database, visits: readonly VisitTold[]): Promise<Set<string>> {
  const companies = [...groupBy(visits, ({ workspaceId }) => workspaceId)]
  const [only] = companies
  if (companies.length === 1 && only) return new Set(await insertCompany(db, only[0], only[1]))
  return db.transaction(async (tx) => {
    const kept = new Set<string>()
    for (const [workspaceId, told] of companies.sort(([a], [b]) => (a < b ? -1 : 1))) {
      for (const id of await insertCompany(tx, workspaceId, told)) kept.add(id)
    }
    return kept
  })
}

const byId = (a: { readonly id: string }, b: { readonly id: string }): number =>
  a.id < b.id ? -1 : a.id > b.id ? 1 : 0

/** The first of each key, in order of keys: other processes take the same rows in the same order. */
const distinct = <Item extends { readonly id: string }>(items: readonly Item[]): Item[] =>
  [...new Map([...items].reverse().map((item) => [item.id, item])).values()].sort(byId)

async function insertCompany(db: Queryable, workspaceId: string, told: readonly VisitTold[]): Promise<string[]> {
  const visits = distinct(told)
  const hits = distinct(told.flatMap((visit) => visit.hits))
  const origins = distinct<OriginRow>(told.flatMap(({ origin, first }) => [origin, first.origin]))
  const visitors = distinct(told.flatMap((visit) => (visit.visitorId ? [{ ...visit, id: visit.visitorId }] : [])))
  const forms = distinct(
    told.flatMap((visit) =>
      visit.hits.flatMap((hit) => (hit.contact ? [{ ...hit, ...hit.contact, visit, form: hit.name }] : [])),
    ),
  )
  const rows = await db.query<{ id: string }>(sql`
    with kept as (
      insert into hits (workspace_id, id, visit_id, at, kind, page, name, value)
      select ${workspaceId}::uuid, h.id, h.visit_id, h.at, h.kind, h.page, h.name, h.value
      from ${columnset(
        'h',
        { id: 'uuid', visit_id: 'uuid', at: 'timestamptz', kind: 'text', page: 'text', name: 'text', value: 'float8' },
        [
          hits.map(({ id }) => id),
          hits.map(({ visitId }) => visitId),
          hits.map(({ at }) => at),
          hits.map(({ kind }) => kind),
          hits.map(({ page }) => page),
          hits.map(({ name }) => name),
          hits.map(({ value }) => value),
        ],
      )}
      on conflict (workspace_id, id) do nothing
      returning id, visit_id, at, kind
    ), sums as (
      select k.visit_id, min(k.at) as first, max(k.at) as last, count(*)::int as hits,
        count(*) filter (where k.kind = 'page')::int as pages, count(*) filter (where k.kind = 'goal')::int as goals
      from kept k group by k.visit_id
    ), ways as (
      insert into visit_origins (workspace_id, id, medium, source, campaign, placement, keyword, certain)
      select ${workspaceId}::uuid, o.* from ${columnset(
        'o',
        {
          id: 'uuid',
          medium: 'text',
          source: 'text',
          campaign: 'text',
          placement: 'text',
          keyword: 'text',
          certain: 'bool',
        },
        [
          origins.map(({ id }) => id),
          origins.map(({ medium }) => medium),
          origins.map(({ source }) => source),
          origins.map(({ campaign }) => campaign),
          origins.map(({ placement }) => placement),
          origins.map(({ keyword }) => keyword),
          origins.map(({ certain }) => certain),
        ],
      )}
      on conflict (workspace_id, id) do nothing
    ), begun as (
      insert into visits as t (workspace_id, id, site_id, visitor_id, number, local_day, started_at, last_at, pages, hits, goals,
        origin_id, direct, landing, referrer, marks, device, region)
      select ${workspaceId}::uuid, v.id, v.site_id, v.visitor_id, v.number, v.local_day, s.first, s.last, s.pages, s.hits, s.goals,
        v.origin_id, v.direct, v.landing, v.referrer, v.marks, v.device, v.region
      from ${columnset(
        'v',
        {
          id: 'uuid',
          site_id: 'uuid',
          visitor_id: 'uuid',
          number: 'int',
          local_day: 'date',
          origin_id: 'uuid',
          direct: 'bool',
          landing: 'text',
          referrer: 'text',
          marks: 'jsonb',
          device: 'text',
          region: 'text',
        },
        [
          visits.map(({ id }) => id),
          visits.map(({ siteId }) => siteId),
          visits.map(({ visitorId }) => visitorId),
          visits.map(({ number }) => number),
          visits.map(({ localDay }) => localDay),
          visits.map(({ origin }) => origin.id),
          visits.map(({ origin }) => origin.medium === 'direct'),
          visits.map(({ landing }) => landing),
          visits.map(({ referrer }) => referrer),
          visits.map(({ marks }) => marks && JSON.stringify(marks)),
          visits.map(({ device }) => device),
          visits.map(({ region }) => region),
        ],
      )}
      join sums s on s.visit_id = v.id
      on conflict (workspace_id, id) do update set
        started_at = least(t.started_at, excluded.started_at), last_at = greatest(t.last_at, excluded.last_at),
        pages = t.pages + excluded.pages, hits = t.hits + excluded.hits, goals = t.goals + excluded.goals,
        visitor_id = coalesce(t.visitor_id, excluded.visitor_id)
    ), seen as (
      insert into visitors as t (workspace_id, id, site_id, first_at, first_origin_id, last_at)
      select ${workspaceId}::uuid, p.id, p.site_id, p.first_at, p.origin_id, greatest(p.first_at, s.last)
      from ${columnset(
        'p',
        { id: 'uuid', site_id: 'uuid', first_at: 'timestamptz', origin_id: 'uuid', visit_id: 'uuid' },
        [
          visitors.map(({ id }) => id),
          visitors.map(({ siteId }) => siteId),
          visitors.map(({ first }) => first.at),
          visitors.map(({ first }) => first.origin.id),
          visitors.map(({ hits: [hit] }) => hit?.visitId ?? null),
        ],
      )}
      join sums s on s.visit_id = p.visit_id
      on conflict (workspace_id, id) do update set
        first_origin_id = case when excluded.first_at < t.first_at then excluded.first_origin_id else t.first_origin_id end,
        first_at = least(t.first_at, excluded.first_at), last_at = greatest(t.last_at, excluded.last_at)
      where excluded.first_at < t.first_at - interval '1 second' or excluded.last_at > t.last_at + interval '1 minute'
    ), sent as (
      insert into site_forms (workspace_id, id, site_id, visit_id, visitor_id, at, form, page, phone, email, name)
      select ${workspaceId}::uuid, f.* from ${columnset(
        'f',
        {
          id: 'uuid',
          site_id: 'uuid',
          visit_id: 'uuid',
          visitor_id: 'uuid',
          at: 'timestamptz',
          form: 'text',
          page: 'text',
          phone: 'text',
          email: 'text',
          name: 'text',
        },
        [
          forms.map(({ id }) => id),
          forms.map(({ visit }) => visit.siteId),
          forms.map(({ visit }) => visit.id),
          forms.map(({ visit }) => visit.visitorId),
          forms.map(({ at }) => at),
          forms.map(({ form }) => form),
          forms.map(({ page }) => page),
          forms.map(({ phone }) => phone),
          forms.map(({ email }) => email),
          forms.map(({ name }) => name),
        ],
      )}
      where exists (select 1 from kept k where k.id = f.id)
      on conflict (workspace_id, id) do nothing
    )
    select k.id from kept k`)
  return rows.map(({ id }) => id)
}
