import type { Database } from '../../platform/database/database.ts'
import { type HitAnswer, widgetWhere } from '../visits/index.ts'
import { readSettings } from './settings.ts'

/** Tells a page that counts its visit whether to load the widget: sites that call back do. */
export const callbackAnswer = (db: Database): HitAnswer =>
  widgetWhere(async (workspaceId, siteId) => (await readSettings(db, workspaceId, siteId)).enabled)
