import { recordset } from '../../../platform/database/bulk.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'

/** One line of goods or services of a deal. */
export interface DealProduct {
  readonly externalId: string | null
  readonly name: string
  /** Minor units of the deal's currency, for one, discounts included. */
  readonly price: number | null
  readonly quantity: number
}

/** Writes the products of deals as told; those of deals that come without are left as they are. */
export async function keepProducts(
  tx: Transaction,
  workspaceId: string,
  deals: readonly { readonly dealId: string; readonly products?: readonly DealProduct[] }[],
): Promise<void> {
  const told = deals.filter(({ products }) => products !== undefined)
  if (told.length === 0) return
  await tx.query(sql`
    delete from deal_products where workspace_id = ${workspaceId} and deal_id = any(${told.map(({ dealId }) => dealId)}::uuid[])`)
  const rows = told.flatMap(({ dealId, products = [] }) =>
    products.slice(0, 500).map((product, position) => ({ ...product, dealId, position })),
  )
  if (rows.length === 0) return
  await tx.query(sql`
    insert into deal_products (workspace_id, deal_id, position, external_id, name, price, quantity)
    select ${workspaceId}, w."dealId", w.position, w."externalId", w.name, w.price, w.quantity
    from ${recordset(
      'w',
      { dealId: 'uuid', position: 'smallint', externalId: 'text', name: 'text', price: 'bigint', quantity: 'numeric' },
      rows,
    )}`)
}

/** The products of one deal, in the CRM's order. */
export const listProducts = (db: Queryable, workspaceId: string, dealId: string): Promise<DealProduct[]> =>
  db.query<DealProduct>(sql`
    select external_id as "externalId", name, price, quantity from deal_products
    where workspace_id = ${workspaceId} and deal_id = ${dealId} order by position`)
