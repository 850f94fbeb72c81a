import { newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Member } from '../../../platform/api/context.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { SavedView } from '../contract.ts'

type ViewFields = Pick<SavedView, 'name' | 'filters' | 'shared'>

const ownerOf = ({ actor, workspaceId }: Member): string => actor.id ?? workspaceId

/** One's own views and those that colleagues share, by name. A filter of a view never widens what its reader may see. */
export const listViews = (db: Queryable, member: Member): Promise<SavedView[]> =>
  db.query(sql`
    select v.id, v.name, v.filters, v.shared, v.owner_id = ${ownerOf(member)} as mine from saved_views v
    where v.workspace_id = ${member.workspaceId} and (v.shared or v.owner_id = ${ownerOf(member)})
    order by v.owner_id <> ${ownerOf(member)}, v.name`)

/** Saves a view. @throws Problem conflict where one's own view of that name exists */
export async function createView(tx: Transaction, member: Member, fields: ViewFields, now: Date): Promise<SavedView> {
  const id = newId()
  await refuseSameName(tx, member, id, fields.name)
  await tx.query(sql`
    insert into saved_views (workspace_id, id, owner_id, name, filters, shared, created_at)
    values (${member.workspaceId}, ${id}, ${ownerOf(member)}, ${fields.name}, ${JSON.stringify(fields.filters)}, ${fields.shared}, ${now})`)
  return { ...fields, id, mine: true }
}

/** Changes one's own view. @throws Problem not_found, conflict */
export async function updateView(
  tx: Transaction,
  member: Member,
  id: string,
  change: Partial<ViewFields>,
): Promise<SavedView> {
  const before = (await listViews(tx, member)).find((view) => view.id === id && view.mine)
  if (!before) throw new Problem('not_found', { field: 'id' })
  const view = {
    ...before,
    name: change.name ?? before.name,
    filters: change.filters ?? before.filters,
    shared: change.shared ?? before.shared,
  }
  await refuseSameName(tx, member, id, view.name)
  await tx.query(sql`
    update saved_views set name = ${view.name}, filters = ${JSON.stringify(view.filters)}, shared = ${view.shared}
    where workspace_id = ${member.workspaceId} and id = ${id}`)
  return view
}

/** Removes one's own view. @throws Problem not_found */
export async function removeView(tx: Transaction, member: Member, id: string): Promise<void> {
  const gone = await tx.query(sql`
    delete from saved_views where workspace_id = ${member.workspaceId} and id = ${id} and owner_id = ${ownerOf(member)}
    returning id`)
  if (gone.length === 0) throw new Problem('not_found', { field: 'id' })
}

async function refuseSameName(tx: Transaction, member: Member, id: string, name: string): Promise<void> {
  const [same] = await tx.query(sql`
    select 1 from saved_views v where v.workspace_id = ${member.workspaceId} and v.owner_id = ${ownerOf(member)}
      and v.name = ${name} and v.id <> ${id}`)
  if (same) throw new Problem('conflict', { field: 'name' })
}
