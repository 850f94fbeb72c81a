/** Campaigns of advertising systems, the campaigns of the record that they are, and moving their money when that changes. */
import { groupBy } from '../../../../kernel/collections.ts'
import { newId } from '../../../../kernel/ids.ts'
import { Problem } from '../../../../kernel/problem.ts'
import { copyRows, recordset } from '../../../../platform/database/bulk.ts'
import { type Queryable, sql, type Transaction } from '../../../../platform/database/database.ts'
import { lockWriters, type OriginObservation } from '../../../interactions/index.ts'
import { type Origin, readAncestors } from '../../figures/tree.ts'
import type { AdCampaign } from '../exports/read-export.ts'
import { type SystemKey, systemKeys } from '../exports/system.ts'
import { systemOf } from '../exports/systems.ts'
import { sourceOf } from '../rules-store.ts'
import { type Change, findOrigins, logSpend, pathIn } from '../store.ts'
import { type Candidate, matchOf, suggestionsFor } from './match.ts'
import { type Branch, type Finer, placeIn } from './place.ts'

interface CampaignRow {
  readonly id: string
  readonly system: SystemKey
  readonly externalId: string | null
  readonly name: string | null
  readonly originId: string | null
  readonly matchedBy: 'id' | 'name' | 'person' | 'new' | null
}

const columns = sql`c.id, c.system, c.external_id as "externalId", c.name, c.origin_id as "originId", c.matched_by as "matchedBy"`

/**
 * The campaigns of a system, made where they are new. One that was known by its name alone is the one that now comes with an
 * id and the same name; a new name of a known id is taken over.
 */
export async function knowCampaigns(
  tx: Transaction,
  workspaceId: string,
  system: SystemKey,
  told: readonly AdCampaign[],
  now: Date,
): Promise<(campaign: AdCampaign | null) => string | null> {
  const rows = await tx.query<CampaignRow>(
    sql`select ${columns} from ad_campaigns c where c.workspace_id = ${workspaceId} and c.system = ${system} order by c.created_at, c.id`,
  )
  const byId = new Map(rows.flatMap((row) => (row.externalId ? [[row.externalId, row] as const] : [])))
  const byName = new Map<string, CampaignRow>()
  for (const row of rows) if (row.name && !byName.has(row.name)) byName.set(row.name, row)
  const fresh: CampaignRow[] = []
  const renamed: { id: string; externalId: string | null; name: string | null }[] = []
  const find = ({ externalId, name }: AdCampaign): CampaignRow | undefined => {
    if (externalId) {
      const found = byId.get(externalId)
      if (found) return found
      const nameless = name ? byName.get(name) : undefined
      return nameless?.externalId === null ? nameless : undefined
    }
    return name ? byName.get(name) : undefined
  }
  for (const campaign of told) {
    const found = find(campaign)
    const row: CampaignRow = found
      ? { ...found, externalId: found.externalId ?? campaign.externalId, name: campaign.name ?? found.name }
      : { ...campaign, id: newId(now), system, originId: null, matchedBy: null }
    if (!found) fresh.push(row)
    else if (found.externalId !== row.externalId || found.name !== row.name) renamed.push(row)
    if (row.externalId) byId.set(row.externalId, row)
    if (row.name && (!found || byName.get(row.name) === undefined || byName.get(row.name)?.id === row.id)) {
      byName.set(row.name, row)
    }
  }
  const latest = new Map([...fresh, ...byId.values(), ...byName.values()].map((row) => [row.id, row]))
  await copyRows(
    tx,
    'ad_campaigns',
    ['workspace_id', 'id', 'system', 'external_id', 'name', 'created_at'],
    [...new Map(fresh.map((row) => [row.id, latest.get(row.id) ?? row])).values()].map((row) => [
      ...[workspaceId, row.id, system, row.externalId, row.name, now],
    ]),
  )
  const changed = [
    ...new Map(renamed.filter(({ id }) => !fresh.some((row) => row.id === id)).map((row) => [row.id, row])).values(),
  ]
  if (changed.length > 0) {
    await tx.query(sql`
      update ad_campaigns c set external_id = n."externalId", name = n.name
      from ${recordset('n', { id: 'uuid', externalId: 'text', name: 'text' }, changed)}
      where c.workspace_id = ${workspaceId} and c.id = n.id`)
  }
  return (campaign) => (campaign && find(campaign)?.id) ?? null
}

/** Campaigns of the record under the sources by which a system is known. */
async function candidatesOf(
  db: Queryable,
  workspaceId: string,
  system: SystemKey,
): Promise<(Candidate & { readonly source: string })[]> {
  const { source, aliases } = systemOf(system)
  const chosen = await sourceOf(db, workspaceId, system)
  const names = [source, chosen, ...aliases].map((name) => name.toLowerCase())
  return db.query(sql`
    select o.id, o.name, s.name as source from origins s
    join origins o on o.workspace_id = ${workspaceId} and o.level = 'campaign' and o.parent_id = s.id
    where s.workspace_id = ${workspaceId} and s.level = 'source' and lower(s.name) = any(${names}::text[])
    order by o.created_at, o.id`)
}

/** Matches the campaigns that have no match and certainly are one of the record’s; answers which they are. */
export async function matchCampaigns(tx: Transaction, change: Change, system: SystemKey): Promise<string[]> {
  const unmatched = await tx.query<CampaignRow>(
    sql`select ${columns} from ad_campaigns c where c.workspace_id = ${change.workspaceId} and c.system = ${system} and c.origin_id is null`,
  )
  if (unmatched.length === 0) return []
  const candidates = await candidatesOf(tx, change.workspaceId, system)
  const matched = unmatched.flatMap((campaign) => {
    const found = matchOf(campaign, candidates)
    return found ? [{ id: campaign.id, originId: found.id, by: found.by }] : []
  })
  if (matched.length === 0) return []
  await tx.query(sql`
    update ad_campaigns c set origin_id = m."originId", matched_by = m.by
    from ${recordset('m', { id: 'uuid', originId: 'uuid', by: 'text' }, matched)}
    where c.workspace_id = ${change.workspaceId} and c.id = m.id`)
  return matched.map(({ id }) => id)
}

/** Where rows of campaigns stand in the tree; of campaigns without a match at their source. */
export async function placesFor(
  tx: Transaction,
  change: Change,
  system: SystemKey,
  rows: readonly (Finer & { readonly adCampaignId: string | null })[],
): Promise<(string | null)[]> {
  const { workspaceId } = change
  const source = await sourceOf(tx, workspaceId, system)
  const ids = [...new Set(rows.flatMap(({ adCampaignId }) => adCampaignId ?? []))]
  const campaigns = await tx.query<CampaignRow>(
    sql`select ${columns} from ad_campaigns c where c.workspace_id = ${workspaceId} and c.id = any(${ids}::uuid[])`,
  )
  const branches = await readBranches(tx, workspaceId, campaigns)
  const observed = rows.map(({ adCampaignId, ...finer }): OriginObservation => {
    const place = adCampaignId ? branches.get(adCampaignId) : undefined
    return place ? place(finer) : { source }
  })
  const idOf = await findOrigins(tx, workspaceId, observed, change.now)
  return observed.map(idOf)
}

async function readBranches(
  db: Queryable,
  workspaceId: string,
  campaigns: readonly CampaignRow[],
): Promise<Map<string, (finer: Finer) => OriginObservation>> {
  const roots = [...new Set(campaigns.flatMap(({ originId }) => originId ?? []))]
  if (roots.length === 0) return new Map()
  const tree = await readAncestors(db, workspaceId, roots)
  const below = await db.query<Origin & { readonly root: string }>(sql`
    with recursive down as (
      select o.id, o.level, o.parent_id, o.name, o.parent_id as root from origins o
      where o.workspace_id = ${workspaceId} and o.level in ('placement', 'keyword') and o.parent_id = any(${roots}::uuid[])
      union all
      select o.id, o.level, o.parent_id, o.name, d.root from down d
      join origins o on o.workspace_id = ${workspaceId} and o.level = 'keyword' and o.parent_id = d.id
    )
    select d.id, d.level, d.parent_id as "parentId", d.name, d.root from down d`)
  const belowOf = groupBy(below, ({ root }) => root)
  return new Map(
    campaigns.flatMap(({ id, originId }) => {
      const [source, campaign] = pathIn(tree, originId)
      if (!originId || !source || !campaign) return []
      const branch: Branch = { source, campaign, campaignId: originId, below: belowOf.get(originId) ?? [] }
      return [[id, placeIn(branch)] as const]
    }),
  )
}

/** Puts the money of campaigns, past imports included, where it belongs now. */
export async function moveMoney(
  tx: Transaction,
  change: Change,
  system: SystemKey,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  const places = await tx.query<Finer & { adCampaignId: string }>(sql`
    select distinct s.ad_campaign_id as "adCampaignId", s.ad_group as "group", s.ad_group_id as "groupId", s.ad_keyword as keyword
    from spend s where s.workspace_id = ${change.workspaceId} and s.ad_campaign_id = any(${[...ids]}::uuid[])`)
  const origins = await placesFor(tx, change, system, places)
  const moved = places.map((place, i) => ({ ...place, originId: origins[i] ?? null }))
  await tx.query(sql`
    update spend s set origin_id = p."originId"
    from ${recordset('p', { adCampaignId: 'uuid', group: 'text', groupId: 'text', keyword: 'text', originId: 'uuid' }, moved)}
    where s.workspace_id = ${change.workspaceId} and s.ad_campaign_id = p."adCampaignId"
      and s.ad_group is not distinct from p."group" and s.ad_group_id is not distinct from p."groupId"
      and s.ad_keyword is not distinct from p.keyword`)
}

/** Matches what can be matched now, of every system, and moves its money: contacts may have come since the last import. */
export async function matchAgain(tx: Transaction, change: Change): Promise<number> {
  await lockWriters(tx, change.workspaceId)
  let count = 0
  for (const system of systemKeys) {
    const ids = await matchCampaigns(tx, change, system)
    await moveMoney(tx, change, system, ids)
    count += ids.length
  }
  return count
}

/** To which campaign of the record a campaign belongs: an origin, a new one under its own name, or none. */
export type Choice =
  | { readonly kind: 'origin'; readonly id: string }
  | { readonly kind: 'new' }
  | { readonly kind: 'none' }

/** Sets a match and moves the campaign’s money, past imports included. Remembered for what comes. */
export async function setMatch(tx: Transaction, change: Change, id: string, choice: Choice): Promise<void> {
  const { workspaceId } = change
  await lockWriters(tx, workspaceId)
  const [campaign] = await tx.query<CampaignRow>(
    sql`select ${columns} from ad_campaigns c where c.workspace_id = ${workspaceId} and c.id = ${id}`,
  )
  if (!campaign) throw new Problem('not_found', { field: 'id' })
  const originId = await chosenOrigin(tx, change, campaign, choice)
  const by = choice.kind === 'none' ? null : choice.kind === 'new' ? 'new' : 'person'
  await tx.query(
    sql`update ad_campaigns set origin_id = ${originId}, matched_by = ${by} where workspace_id = ${workspaceId} and id = ${id}`,
  )
  await moveMoney(tx, change, campaign.system, [id])
  const tree = await readAncestors(
    tx,
    workspaceId,
    [campaign.originId, originId].flatMap((one) => one ?? []),
  )
  const { system, externalId, name } = campaign
  await logSpend(tx, change, {
    ...{ action: 'spend.campaign_matched', objectType: 'ad_campaign', objectId: id },
    before: { system, externalId, name, origin: pathIn(tree, campaign.originId) },
    after: { system, externalId, name, origin: pathIn(tree, originId) },
  })
}

async function chosenOrigin(
  tx: Transaction,
  change: Change,
  campaign: CampaignRow,
  choice: Choice,
): Promise<string | null> {
  if (choice.kind === 'none') return null
  if (choice.kind === 'new') {
    const source = await sourceOf(tx, change.workspaceId, campaign.system)
    const own = { source, campaign: campaign.name ?? campaign.externalId ?? campaign.id }
    return (await findOrigins(tx, change.workspaceId, [own], change.now))(own)
  }
  const [origin] = await tx.query<{ id: string }>(sql`
    select o.id from origins o
    where o.workspace_id = ${change.workspaceId} and o.id = ${choice.id} and o.level = 'campaign'`)
  if (!origin) throw new Problem('not_found', { field: 'origin' })
  return origin.id
}

/** Gives every campaign that still has no match one of the record’s under its own name. */
export async function standAlone(tx: Transaction, change: Change): Promise<number> {
  const rest = await tx.query<{ id: string }>(
    sql`select c.id from ad_campaigns c where c.workspace_id = ${change.workspaceId} and c.origin_id is null order by c.id`,
  )
  for (const { id } of rest) await setMatch(tx, change, id, { kind: 'new' })
  return rest.length
}

export interface ListedCampaign extends CampaignRow {
  readonly origin: string[]
  readonly amount: number
  readonly suggestions: { id: string; name: string; source: string }[]
}

/** Campaigns of the systems with their money of the period, those without a match first, then most money first. */
export async function listCampaigns(
  db: Queryable,
  workspaceId: string,
  period: { readonly from: string; readonly to: string },
): Promise<ListedCampaign[]> {
  const rows = await db.query<CampaignRow & { amount: number }>(sql`
    select ${columns}, coalesce(m.amount, 0)::bigint as amount from ad_campaigns c
    left join (
      select s.ad_campaign_id, sum(s.amount) as amount from spend s
      where s.workspace_id = ${workspaceId} and s.replaced_by is null and s.ad_campaign_id is not null
        and s.day between ${period.from}::date and ${period.to}::date group by 1
    ) m on m.ad_campaign_id = c.id
    where c.workspace_id = ${workspaceId}
    order by (c.origin_id is null) desc, amount desc, c.id limit 1000`)
  const tree = await readAncestors(
    db,
    workspaceId,
    rows.flatMap(({ originId }) => originId ?? []),
  )
  const candidates = new Map<SystemKey, Awaited<ReturnType<typeof candidatesOf>>>()
  for (const system of new Set(rows.flatMap((row) => (row.originId ? [] : [row.system])))) {
    candidates.set(system, await candidatesOf(db, workspaceId, system))
  }
  return rows.map((row) => ({
    ...row,
    origin: pathIn(tree, row.originId),
    suggestions: row.originId ? [] : [...suggestionsFor(row, candidates.get(row.system) ?? [])],
  }))
}
