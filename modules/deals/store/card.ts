/** One deal with everything that is known of it. */
import { Problem } from '../../../kernel/problem.ts'
import { type Queryable, sql } from '../../../platform/database/database.ts'
import { originNames } from '../../attribution/index.ts'
import { whereInteractions } from '../../interactions/index.ts'
import type { DealCard } from '../contract.ts'
import { type DealRow, type DealViewer, dealRows, shownDeal, withinReach } from './list.ts'
import { listProducts } from './products.ts'
import { listStages } from './stages.ts'

const shownInteractions = 20

interface InteractionLine {
  readonly id: string
  readonly kind: DealCard['interactions'][number]['kind']
  readonly direction: DealCard['interactions'][number]['direction']
  readonly startedAt: Date
  readonly originId: string | null
}

/** @throws Problem `not_found` where there is none within reach */
export async function readDeal(db: Queryable, viewer: DealViewer, id: string): Promise<DealCard> {
  const { workspaceId } = viewer
  const [row] = await db.query<DealRow>(
    dealRows(workspaceId, sql`select d.* from deals d where ${withinReach(viewer)} and d.id = ${id}`),
  )
  if (!row) throw new Problem('not_found', { field: 'id' })
  // Without a client there is still the interaction that the CRM names.
  const of = row.customerId ? sql`i.customer_id = ${row.customerId}` : sql`i.id = ${row.interactionId}`
  const lines = await db.query<InteractionLine>(sql`
    select i.id, i.kind, i.direction, i.started_at as "startedAt",
      coalesce(i.keyword_id, i.placement_id, i.campaign_id, i.source_id) as "originId"
    from interactions i where ${whereInteractions({}, viewer)} and ${of}
    order by i.started_at desc, i.id desc limit ${shownInteractions}`)
  const namesOf = await originNames(
    db,
    workspaceId,
    [row.originId, ...lines.map((line) => line.originId)].flatMap((origin) => origin ?? []),
  )
  return {
    ...shownDeal(row, viewer, namesOf(row.originId)),
    originFrom: row.originFrom,
    interactionId: row.interactionId,
    stages: await listStages(db, workspaceId, id),
    products: await listProducts(db, workspaceId, id),
    interactions: lines.map(({ originId: from, ...line }) => ({ ...line, origin: namesOf(from) })),
  }
}
