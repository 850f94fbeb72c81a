import { type Database, sql } from '../../../platform/database/database.ts'
import { isOpen } from '../rules.ts'
import { type ChatSettings, readSettings } from '../settings.ts'
import { anybodyReady } from '../store/operators.ts'

const rememberMs = 5_000

/** What a site offers now. Remembered for some seconds: two thousand pages may ask at once. */
export interface Availability {
  settings(workspaceId: string, siteId: string): Promise<ChatSettings>
  /** Somebody is there, within the working hours. */
  now(workspaceId: string, siteId: string): Promise<boolean>
  /** Forgets what it remembers of a company: something changed. */
  forget(workspaceId: string): void
}

/** `clock` gives milliseconds; `now` the time by which working hours are counted. */
export function createAvailability(db: Database, now: () => Date): Availability {
  const remembered = new Map<string, { at: number; value: Promise<unknown> }>()
  const remember = <Value>(key: string, read: () => Promise<Value>): Promise<Value> => {
    const known = remembered.get(key)
    if (known && performance.now() - known.at < rememberMs) return known.value as Promise<Value>
    const value = read()
    value.catch(() => remembered.delete(key))
    remembered.set(key, { at: performance.now(), value })
    return value
  }
  const settings = (workspaceId: string, siteId: string) =>
    remember(`${workspaceId} settings ${siteId}`, () => readSettings(db, workspaceId, siteId))
  const zoneOf = (workspaceId: string) =>
    remember(`${workspaceId} zone`, async () => {
      const [row] = await db.query<{ timezone: string }>(sql`select timezone from workspaces where id = ${workspaceId}`)
      return row?.timezone ?? 'UTC'
    })
  return {
    settings,
    async now(workspaceId, siteId) {
      const { week, departmentId } = await settings(workspaceId, siteId)
      if (!isOpen(week, now(), await zoneOf(workspaceId))) return false
      return remember(`${workspaceId} ready ${departmentId}`, () => anybodyReady(db, workspaceId, departmentId, now()))
    },
    forget(workspaceId) {
      for (const key of remembered.keys()) if (key.startsWith(workspaceId)) remembered.delete(key)
    },
  }
}
