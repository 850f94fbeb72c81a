import { z } from 'zod'
import { type Queryable, sql } from '../../platform/database/database.ts'
import { weekSchema } from '../chat/contract.ts'

/** Whether and how requests are called by themselves, through the exchange of a connection: a colleague first, then the client. */
const dialSchema = z.object({
  enabled: z.boolean().default(false).describe('Call by itself; people may call through the exchange all the same'),
  connection: z.uuid().nullable().default(null).describe('The telephony connection whose exchange calls'),
  who: z
    .enum(['duty', 'list'])
    .default('duty')
    .describe('Who is rung: those on duty of the department, or a list in its order'),
  people: z.array(z.uuid()).max(50).default([]),
  ringSeconds: z.number().int().min(10).max(60).default(20).describe('How long each is rung, in seconds'),
  callerId: z
    .string()
    .trim()
    .max(20)
    .regex(/^\+?[\d\s()-]*$/)
    .default('')
    .describe('The number that the client sees; as the exchange does by itself where empty'),
})
export type DialSettings = z.infer<typeof dialSchema>

/** How one site calls back. Every field has a default, so that settings written before a field existed stay readable. */
export const settingsSchema = z.object({
  enabled: z.boolean().default(false),
  promiseSeconds: z.number().int().min(15).max(3600).default(28).describe('How soon somebody is called, in seconds'),
  text: z.string().trim().max(300).default('').describe('Shown above the field; ours where empty'),
  week: weekSchema.default(null),
  departmentId: z.uuid().nullable().default(null).describe('Who calls; null: everybody'),
  consent: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable()
    .default(null)
    .describe('The page about personal data'),
  dial: dialSchema.prefault({}),
})
export type CallbackSettings = z.infer<typeof settingsSchema>

const defaults = settingsSchema.parse({})

/** The settings of one site; the defaults (switched off) where nobody has set any. */
export async function readSettings(db: Queryable, workspaceId: string, siteId: string): Promise<CallbackSettings> {
  const [row] = await db.query<{ settings: unknown }>(sql`
    select settings from callback_settings where workspace_id = ${workspaceId} and site_id = ${siteId}`)
  return row ? settingsSchema.parse(row.settings) : defaults
}

/** Replaces them. */
export const writeSettings = (
  db: Queryable,
  workspaceId: string,
  siteId: string,
  settings: CallbackSettings,
  now: Date,
): Promise<unknown> =>
  db.query(sql`
    insert into callback_settings (workspace_id, site_id, settings, updated_at)
    values (${workspaceId}, ${siteId}, ${JSON.stringify(settings)}::jsonb, ${now})
    on conflict (workspace_id, site_id) do update set settings = excluded.settings, updated_at = excluded.updated_at`)
