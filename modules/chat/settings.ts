import { z } from 'zod'
import { type Queryable, sql } from '../../platform/database/database.ts'
import { jsonText } from '../../platform/database/json-text.ts'

const hours = z
  .object({ from: z.number().int().min(0).max(1439), to: z.number().int().min(1).max(1440) })
  .refine(({ from, to }) => to > from, 'the end comes after the beginning')

export const weekSchema = z
  .array(hours.nullable())
  .length(7)
  .nullable()
  .describe('Working hours from Monday on in minutes after midnight of the company’s zone; null: always')

/** How one site chats. Every field has a default, so that settings written before a field existed stay readable. */
export const settingsSchema = z.object({
  enabled: z.boolean().default(false),
  title: z.string().trim().max(80).default('').describe('Name on the panel; the company’s where empty'),
  greeting: z.string().trim().max(500).default('').describe('Shown before the first word; ours where empty'),
  offlineText: z.string().trim().max(500).default('').describe('Shown when nobody is there; ours where empty'),
  week: weekSchema.default(null),
  departmentId: z.uuid().nullable().default(null).describe('Whose queue new dialogues come to; null: everybody’s'),
  contact: z
    .enum(['never', 'offline', 'first'])
    .default('offline')
    .describe('When a telephone or e-mail is asked for: when nobody is there, or before the first word'),
  consent: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null)
    .describe('The page about personal data'),
  files: z.boolean().default(true).describe('Visitors may send files'),
  rating: z.boolean().default(true).describe('Ask for a rating when a person has closed the dialogue'),
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default('#0c6664'),
  side: z.enum(['left', 'right']).default('right'),
  scheme: z.enum(['light', 'dark', 'auto']).default('light'),
})
export type ChatSettings = z.infer<typeof settingsSchema>

const defaults = settingsSchema.parse({})

/** The settings of one site; the defaults (switched off) where nobody has set any. */
export async function readSettings(db: Queryable, workspaceId: string, siteId: string): Promise<ChatSettings> {
  const [row] = await db.query<{ settings: unknown }>(sql`
    select settings from chat_settings where workspace_id = ${workspaceId} and site_id = ${siteId}`)
  return row ? settingsSchema.parse(row.settings) : defaults
}

/** Replaces them. */
export const writeSettings = (
  db: Queryable,
  workspaceId: string,
  siteId: string,
  settings: ChatSettings,
  now: Date,
): Promise<unknown> =>
  db.query(sql`
    insert into chat_settings (workspace_id, site_id, settings, updated_at)
    values (${workspaceId}, ${siteId}, ${jsonText(settings)}::jsonb, ${now})
    on conflict (workspace_id, site_id) do update set settings = excluded.settings, updated_at = excluded.updated_at`)
