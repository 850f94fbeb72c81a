/** Which exchanges' histories are read beside their webhooks. */
import type { Database } from '../../../platform/database/database.ts'
import type { Listeners } from '../listening/listener.ts'
import { type HistoryOptions, historyListener } from './history.ts'
import { createMangoHistory } from './mango.ts'
import { createMegafonHistory } from './megafon.ts'
import { toldCalls } from './told-calls.ts'
import { createUisHistory } from './uis.ts'
import { createZadarmaHistory } from './zadarma.ts'

export const historyListeners = (db: Database, options: HistoryOptions): Listeners => ({
  mango: historyListener(createMangoHistory(), options),
  uis: historyListener(createUisHistory(), options),
  zadarma: historyListener(createZadarmaHistory(), options),
  megafon: historyListener(createMegafonHistory(toldCalls(db)), options),
})
