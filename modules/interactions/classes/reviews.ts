/** What marketing says of classes, kept beside the record so that lists, filters and figures know it. Flows are told by a higher module. */
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { DisputeMark } from '../rules.ts'

export interface ClassReview {
  readonly interactionId: string
  readonly checkedAt: Date | null
  /** Employee of marketing; null where an API key checked. */
  readonly checkedBy: string | null
  readonly dispute: DisputeMark | null
}

/** What is known of the classes of some interactions; those that nobody of marketing looked at are left out. */
export const readReviews = (db: Queryable, workspaceId: string, ids: readonly string[]): Promise<ClassReview[]> =>
  db.query<ClassReview>(sql`
    select interaction_id as "interactionId", checked_at as "checkedAt", checked_by as "checkedBy", dispute
    from class_reviews where workspace_id = ${workspaceId} and interaction_id = any(${[...ids]}::uuid[])`)

/** Marketing agrees with the classes of some interactions. */
export const noteChecked = (
  tx: Transaction,
  workspaceId: string,
  { ids, by, at }: { readonly ids: readonly string[]; readonly by: string | null; readonly at: Date },
): Promise<unknown> =>
  tx.query(sql`
    insert into class_reviews (workspace_id, interaction_id, checked_at, checked_by)
    select ${workspaceId}::uuid, u.id, ${at}::timestamptz, ${by}::uuid from unnest(${[...ids]}::uuid[]) as u(id)
    on conflict (workspace_id, interaction_id) do update set checked_at = excluded.checked_at, checked_by = excluded.checked_by`)

/** Classes that were agreed with and are others now wait for a look again. */
export const uncheck = (tx: Transaction, workspaceId: string, ids: readonly string[]): Promise<unknown> =>
  tx.query(sql`
    update class_reviews set checked_at = null, checked_by = null
    where workspace_id = ${workspaceId} and interaction_id = any(${[...ids]}::uuid[]) and checked_at is not null`)

/** How far the dispute about an interaction's class has come, with what each side claims; `mark` null: there is none any more. */
export const noteDispute = (
  tx: Transaction,
  workspaceId: string,
  interactionId: string,
  {
    mark,
    salesClassId,
    marketingClassId,
  }: {
    readonly mark: DisputeMark | null
    readonly salesClassId: string | null
    readonly marketingClassId: string | null
  },
): Promise<unknown> =>
  tx.query(sql`
    insert into class_reviews (workspace_id, interaction_id, dispute, sales_class_id, marketing_class_id)
    values (${workspaceId}, ${interactionId}, ${mark}, ${salesClassId}, ${marketingClassId})
    on conflict (workspace_id, interaction_id) do update set dispute = excluded.dispute,
      sales_class_id = excluded.sales_class_id, marketing_class_id = excluded.marketing_class_id`)

/** Forgets what was said of interactions that are no more. */
export const dropReviews = (tx: Transaction, workspaceId: string, ids: readonly string[]): Promise<unknown> =>
  tx.query(sql`
    delete from class_reviews where workspace_id = ${workspaceId} and interaction_id = any(${[...ids]}::uuid[])`)
