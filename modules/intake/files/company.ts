/** What reading a file must know of the company it is read into. */
import type { Queryable } from '../../../platform/database/database.ts'
import { sql } from '../../../platform/database/database.ts'
import type { RecordingWorkspace } from '../../interactions/index.ts'
import type { Reading } from './plan.ts'

export interface ImportingCompany extends RecordingWorkspace {
  readonly classes: Reading['classes']
}

/** The company of that id with its classes by key and by either name, in lower case. */
export async function readCompany(db: Queryable, workspaceId: string): Promise<ImportingCompany> {
  const [company] = await db.query<RecordingWorkspace>(
    sql`select id, timezone, country from workspaces where id = ${workspaceId}`,
  )
  if (!company) throw new Error(`there is no company ${workspaceId}`)
  const classes = await db.query<{ key: string; ru: string; en: string }>(sql`
    select key, name_ru as ru, name_en as en from interaction_classes
    where workspace_id = ${workspaceId} and archived_at is null`)
  return {
    ...company,
    classes: new Map(
      classes.flatMap(({ key, ru, en }) => [en, ru, key].map((name) => [name.toLowerCase(), key] as const)),
    ),
  }
}

/** The company as a file is read at a moment. */
export const readingOf = (company: ImportingCompany, now: Date): Reading => ({
  timezone: company.timezone,
  country: company.country,
  classes: company.classes,
  now,
})
