/** Writes what an advertising system told, in place of what it told before of the same days and campaigns. */
import { newId } from '../../../kernel/ids.ts'
import { copyRows, recordset } from '../../../platform/database/bulk.ts'
import { sql, type Transaction } from '../../../platform/database/database.ts'
import { lockWriters } from '../../interactions/index.ts'
import { knowCampaigns, matchCampaigns, moveMoney, placesFor } from './campaigns/store.ts'
import type { AdCampaign } from './exports/read-export.ts'
import type { SystemKey } from './exports/system.ts'
import type { AdSpend } from './settle.ts'
import type { Change } from './store.ts'

/** A day of a campaign that is told anew, be it that nothing was spent. */
export interface Covered {
  readonly day: string
  readonly campaign: AdCampaign | null
}

export interface AdTold {
  readonly system: SystemKey
  readonly rows: readonly (AdSpend & { readonly amount: number })[]
  readonly covered: readonly Covered[]
}

/**
 * Keeps amounts under an import. What earlier imports told of the same campaign and day gives way as a whole: a keyword that is
 * gone must not stay. Zero amounts are not kept. Answers how many earlier amounts gave way.
 */
export async function keepAdSpend(
  tx: Transaction,
  change: Change,
  importId: string,
  { system, rows, covered }: AdTold,
): Promise<{ replaced: number }> {
  const { workspaceId, now } = change
  await lockWriters(tx, workspaceId)
  const told = [...rows, ...covered].flatMap(({ campaign }) => campaign ?? [])
  const campaignOf = await knowCampaigns(tx, workspaceId, system, told, now)
  // Money that waited for its campaign moves too, when a match is found now.
  await moveMoney(tx, change, system, await matchCampaigns(tx, change, system))
  const keys = new Map(
    [...rows.filter(({ kind }) => kind !== 'rounding'), ...covered].map(({ day, campaign }) => {
      const adCampaignId = campaignOf(campaign)
      return [`${day}/${adCampaignId}`, { day, adCampaignId }] as const
    }),
  )
  const [count] = await tx.query<{ replaced: number }>(sql`
    with replaced as (
      update spend s set replaced_by = ${importId}
      from ${recordset('k', { day: 'date', adCampaignId: 'uuid' }, [...keys.values()])}
      where s.workspace_id = ${workspaceId} and s.system = ${system} and s.replaced_by is null and s.day = k.day
        and s.import_id is distinct from ${importId}
        and (s.kind = 'rounding' or s.ad_campaign_id is not distinct from k."adCampaignId")
      returning 1)
    select count(*)::int as replaced from replaced`)
  const kept = rows
    .filter(({ amount, micros }) => amount !== 0 || micros !== 0)
    .map((row) => ({ ...row, adCampaignId: campaignOf(row.campaign) }))
  const origins = await placesFor(tx, change, system, kept)
  await copyRows(
    tx,
    'spend',
    [
      ...[
        'workspace_id',
        'id',
        'day',
        'origin_id',
        'amount',
        'currency',
        'import_id',
        'system',
        'ad_campaign_id',
        'ad_group',
      ],
      ...['ad_group_id', 'ad_keyword', 'kind', 'written', 'written_currency', 'created_at', 'updated_at'],
    ],
    kept.map((row, i) => [
      ...[workspaceId, newId(now), row.day, origins[i] ?? null, row.amount, change.currency, importId, system],
      ...[row.adCampaignId, row.group, row.groupId, row.keyword, row.kind, row.micros, row.currency, now, now],
    ]),
  )
  return { replaced: count?.replaced ?? 0 }
}
