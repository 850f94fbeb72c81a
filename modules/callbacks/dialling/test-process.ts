/** A process that only calls: it claims what is due and asks the exchange, until it is killed. */
import { readConfig } from '../../../platform/config/config.ts'
import { openDatabase } from '../../../platform/database/database.ts'
import { createLog } from '../../../platform/log/log.ts'
import { openDialling } from '../../intake/index.ts'
import { createDialEngine } from './engine.ts'

const [, , databaseUrl = '', folder = ''] = process.argv

const config = readConfig({ LIDOSKOP_DATA: folder, LIDOSKOP_PRIVATE_HOOKS: '1' })
const engine = createDialEngine({
  db: openDatabase(databaseUrl, { max: 5 }),
  log: createLog('silent'),
  dialling: openDialling({ config }),
  now: () => new Date(),
})
await engine.start()
process.stdout.write('ready\n')
setInterval(() => undefined, 60_000)
