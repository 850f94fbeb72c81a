import { newId } from '../../../kernel/ids.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import { defaultRules, type OriginRule } from '../origins/company-rules.ts'
import { newSiteKey } from './key.ts'

/** What a company decides for a site. */
export interface SiteSettings {
  /** Hits without consent carry no visitor and leave nothing in the browser; the snippet carries `data-consent`. */
  readonly consent: boolean
  /** Submitted forms become interactions. */
  readonly forms: boolean
}

export const usualSettings: SiteSettings = { consent: false, forms: true }

export interface Site {
  readonly workspaceId: string
  readonly id: string
  readonly key: string
  readonly name: string
  readonly domains: readonly string[]
  readonly settings: SiteSettings
  readonly active: boolean
  readonly createdAt: Date
}

/** A site with what its hits are judged by. */
export interface OpenSite extends Site {
  /** IANA zone of the company's calendar. */
  readonly timezone: string
  readonly country: string
  readonly rules: readonly OriginRule[]
}

const columns = sql`s.workspace_id as "workspaceId", s.id, s.key, s.name, s.domains, s.settings, s.active, s.created_at as "createdAt"`

/** Sites that stand, oldest first. */
export const listSites = (db: Queryable, workspaceId: string): Promise<Site[]> =>
  db.query<Site>(sql`
    select ${columns} from sites s where s.workspace_id = ${workspaceId} and s.archived_at is null
    order by s.created_at, s.id`)

export async function lockSite(tx: Transaction, workspaceId: string, id: string): Promise<Site | null> {
  const [site] = await tx.query<Site>(sql`
    select ${columns} from sites s
    where s.workspace_id = ${workspaceId} and s.id = ${id} and s.archived_at is null for update`)
  return site ?? null
}

/** The site behind a key with its company's calendar and rules, or null. */
export async function siteByKey(db: Queryable, workspaceId: string, key: string): Promise<OpenSite | null> {
  const [site] = await db.query<OpenSite & { rules: OriginRule[] | null }>(sql`
    select ${columns}, w.timezone, w.country, r.rules
    from sites s
    join workspaces w on w.id = ${workspaceId}
    left join origin_rules r on r.workspace_id = ${workspaceId}
    where s.workspace_id = ${workspaceId} and s.key = ${key} and s.archived_at is null`)
  return site ? { ...site, settings: { ...usualSettings, ...site.settings }, rules: site.rules ?? defaultRules } : null
}

export async function insertSite(
  tx: Transaction,
  site: { workspaceId: string; name: string; domains: readonly string[]; settings: SiteSettings; now: Date },
): Promise<Site> {
  const { now, ...given } = site
  const made: Site = { ...given, id: newId(), key: newSiteKey(site.workspaceId), active: true, createdAt: now }
  await tx.query(sql`
    insert into sites (workspace_id, id, key, name, domains, settings, active, created_at)
    values (${made.workspaceId}, ${made.id}, ${made.key}, ${made.name}, ${[...made.domains]}, ${JSON.stringify(made.settings)}, true, ${now})`)
  return made
}

export const updateSite = (tx: Transaction, site: Site): Promise<unknown> =>
  tx.query(sql`
    update sites set name = ${site.name}, domains = ${[...site.domains]}, settings = ${JSON.stringify(site.settings)}, active = ${site.active}
    where workspace_id = ${site.workspaceId} and id = ${site.id}`)

/** The script goes unheard from now on; visits stay. */
export const archiveSite = (tx: Transaction, workspaceId: string, id: string, now: Date): Promise<unknown> =>
  tx.query(sql`update sites set archived_at = ${now} where workspace_id = ${workspaceId} and id = ${id}`)

export interface SiteCount {
  readonly siteId: string
  readonly what: string
  readonly count: number
  readonly lastAt: Date
}

/** What came to the company's sites since a day (UTC), by site and kind. */
export const readCounts = (db: Queryable, workspaceId: string, since: string): Promise<SiteCount[]> =>
  db.query<SiteCount>(sql`
    select c.site_id as "siteId", c.what, sum(c.count)::bigint as count, max(c.last_at) as "lastAt"
    from site_counts c where c.workspace_id = ${workspaceId} and c.day >= ${since}::date
    group by c.site_id, c.what`)

/** Replaces the company's rules; null brings the usual ones back. */
export async function writeRules(
  tx: Transaction,
  workspaceId: string,
  rules: readonly OriginRule[] | null,
  now: Date,
): Promise<void> {
  if (rules === null) {
    await tx.query(sql`delete from origin_rules where workspace_id = ${workspaceId}`)
    return
  }
  await tx.query(sql`
    insert into origin_rules (workspace_id, rules, changed_at) values (${workspaceId}, ${JSON.stringify(rules)}, ${now})
    on conflict (workspace_id) do update set rules = excluded.rules, changed_at = excluded.changed_at`)
}

export async function readRules(db: Queryable, workspaceId: string): Promise<readonly OriginRule[] | null> {
  const [row] = await db.query<{ rules: OriginRule[] }>(
    sql`select r.rules from origin_rules r where r.workspace_id = ${workspaceId}`,
  )
  return row?.rules ?? null
}
