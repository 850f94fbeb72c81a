import { newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import { type Queryable, sql, type Transaction } from '../../../platform/database/database.ts'
import type { Phrase } from '../contract.ts'

/** The company's canned answers and those of one person, by their shortcut. */
export const listPhrases = (db: Queryable, workspaceId: string, ownerId: string | null): Promise<Phrase[]> =>
  db.query<Phrase>(sql`
    select id, owner_id is not null as mine, shortcut, text from chat_phrases
    where workspace_id = ${workspaceId} and (owner_id is null or owner_id = ${ownerId}::uuid)
    order by shortcut, owner_id nulls last`)

interface PhraseRow extends Phrase {
  readonly ownerId: string | null
}

/** One canned answer that the person sees, locked. @throws Problem not_found */
export async function lockPhrase(
  tx: Transaction,
  workspaceId: string,
  ownerId: string | null,
  id: string,
): Promise<PhraseRow> {
  const [row] = await tx.query<PhraseRow>(sql`
    select id, owner_id as "ownerId", owner_id is not null as mine, shortcut, text from chat_phrases
    where workspace_id = ${workspaceId} and id = ${id} and (owner_id is null or owner_id = ${ownerId}::uuid) for update`)
  if (!row) throw new Problem('not_found', { field: 'id' })
  return row
}

/** @throws Problem conflict where the shortcut is taken */
export async function insertPhrase(
  tx: Transaction,
  workspaceId: string,
  phrase: { readonly ownerId: string | null; readonly shortcut: string; readonly text: string },
  now: Date,
): Promise<Phrase> {
  const id = newId(now)
  const [row] = await tx.query(sql`
    insert into chat_phrases (workspace_id, id, owner_id, shortcut, text, created_at)
    values (${workspaceId}, ${id}, ${phrase.ownerId}, ${phrase.shortcut}, ${phrase.text}, ${now})
    on conflict (workspace_id, owner_id, shortcut) do nothing returning id`)
  if (!row) throw new Problem('conflict', { field: 'shortcut' })
  return { id, mine: phrase.ownerId !== null, shortcut: phrase.shortcut, text: phrase.text }
}

/** @throws Problem conflict where the shortcut is another's */
export async function updatePhrase(
  tx: Transaction,
  workspaceId: string,
  { id, ownerId, shortcut, text }: PhraseRow,
): Promise<void> {
  const [taken] = await tx.query(sql`
    select 1 from chat_phrases where workspace_id = ${workspaceId} and shortcut = ${shortcut}
      and owner_id is not distinct from ${ownerId}::uuid and id <> ${id}`)
  if (taken) throw new Problem('conflict', { field: 'shortcut' })
  await tx.query(sql`
    update chat_phrases set shortcut = ${shortcut}, text = ${text} where workspace_id = ${workspaceId} and id = ${id}`)
}

export const deletePhrase = (tx: Transaction, workspaceId: string, id: string): Promise<unknown> =>
  tx.query(sql`delete from chat_phrases where workspace_id = ${workspaceId} and id = ${id}`)
