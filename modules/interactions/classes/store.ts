import { newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Language } from '../../../kernel/problem-texts.ts'
import type { Member } from '../../../platform/api/context.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { InteractionClass } from '../contract.ts'

const classColumns = sql`c.id, c.key, c.name_ru as "nameRu", c.name_en as "nameEn", c.class_group as "group", c.color, c.hotkey,
  c.position, c.archived_at as "archivedAt"`

/** The company's classes in their order, archived ones last. */
export const listClasses = (db: Queryable, workspaceId: string): Promise<InteractionClass[]> =>
  db.query(sql`
    select ${classColumns} from interaction_classes c where c.workspace_id = ${workspaceId}
    order by c.archived_at is not null, c.position, c.name_ru`)

/** The same before a change of them: until it ends nobody else changes one. */
async function lockClasses(tx: Transaction, workspaceId: string): Promise<InteractionClass[]> {
  await tx.query(
    sql`select id from interaction_classes where workspace_id = ${workspaceId} order by id for no key update`,
  )
  return listClasses(tx, workspaceId)
}

type ClassFields = Pick<InteractionClass, 'nameRu' | 'nameEn' | 'group' | 'color' | 'hotkey'>

/** Adds a class at the end. @throws Problem hotkey_taken */
export async function createClass(
  tx: Transaction,
  member: Member,
  fields: ClassFields,
  { now, language }: { readonly now: Date; readonly language: Language },
): Promise<InteractionClass> {
  const classes = await lockClasses(tx, member.workspaceId)
  refuseTakenHotkey(classes, { id: null, hotkey: fields.hotkey }, language)
  const id = newId()
  const added: InteractionClass = {
    ...fields,
    id,
    key: `own_${id.slice(-12)}`,
    position: Math.max(-1, ...classes.map((item) => item.position)) + 1,
    archivedAt: null,
  }
  await tx.query(sql`
    insert into interaction_classes (workspace_id, id, key, name_ru, name_en, class_group, color, hotkey, position)
    values (${member.workspaceId}, ${id}, ${added.key}, ${added.nameRu}, ${added.nameEn}, ${added.group}, ${added.color},
      ${added.hotkey}, ${added.position})`)
  await tell(tx, member, now, 'class.created', id, null, fields)
  return added
}

/** Changes a class. An archived one keeps its past and gives its key back. @throws Problem not_found, hotkey_taken */
export async function updateClass(
  tx: Transaction,
  member: Member,
  id: string,
  change: Partial<ClassFields> & { archived?: boolean | undefined },
  { now, language }: { readonly now: Date; readonly language: Language },
): Promise<InteractionClass> {
  const classes = await lockClasses(tx, member.workspaceId)
  const before = classes.find((item) => item.id === id)
  if (!before) throw new Problem('not_found', { field: 'id' })
  const { archived, ...fields } = change
  const after: InteractionClass = {
    ...before,
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
    archivedAt: archived === undefined ? before.archivedAt : archived ? (before.archivedAt ?? now) : null,
  }
  const kept = after.archivedAt ? { ...after, hotkey: null } : after
  refuseTakenHotkey(classes, kept, language)
  await tx.query(sql`
    update interaction_classes set name_ru = ${kept.nameRu}, name_en = ${kept.nameEn}, class_group = ${kept.group},
      color = ${kept.color}, hotkey = ${kept.hotkey}, archived_at = ${kept.archivedAt}
    where workspace_id = ${member.workspaceId} and id = ${id}`)
  await tell(tx, member, now, 'class.changed', id, before, kept)
  return kept
}

/** Puts classes in an order; those that are not named follow. */
export async function orderClasses(tx: Transaction, member: Member, ids: readonly string[], now: Date): Promise<void> {
  const classes = await lockClasses(tx, member.workspaceId)
  const named = ids.filter((id) => classes.some((item) => item.id === id))
  const order = [...named, ...classes.map((item) => item.id).filter((id) => !named.includes(id))]
  for (const [position, id] of order.entries()) {
    await tx.query(
      sql`update interaction_classes set position = ${position} where workspace_id = ${member.workspaceId} and id = ${id}`,
    )
  }
  await tell(
    tx,
    member,
    now,
    'class.ordered',
    member.workspaceId,
    classes.map((item) => item.id),
    order,
  )
}

function refuseTakenHotkey(
  classes: readonly InteractionClass[],
  { id, hotkey }: { readonly id: string | null; readonly hotkey: string | null },
  language: Language,
): void {
  if (!hotkey) return
  const taken = classes.find((item) => item.hotkey === hotkey && item.id !== id && !item.archivedAt)
  if (taken)
    throw new Problem(
      'hotkey_taken',
      { field: 'hotkey' },
      { hotkey, name: language === 'ru' ? taken.nameRu : taken.nameEn },
    )
}

const tell = (
  tx: Transaction,
  member: Member,
  at: Date,
  action: string,
  objectId: string,
  before: unknown,
  after: unknown,
): Promise<void> =>
  appendAudit(tx, member.workspaceId, [
    { at, actor: member.actor, action, objectType: 'class', objectId, before, after },
  ])
