import { Command } from 'commander'
import { readConfig } from '../../platform/config/config.ts'
import { openDatabase } from '../../platform/database/database.ts'
import { migrate } from '../../platform/migrations/migrations.ts'
import { migrations } from '../migrations.ts'
import { note, print } from './application.ts'
import { openStore } from './store.ts'

export const migrateCommand = (): Command =>
  new Command('migrate')
    .description('bring the database’s structure up to date (serve does it by itself); prints the steps applied')
    .action(async () => {
      const store = await openStore(readConfig())
      const db = openDatabase(store.url, { max: 1 })
      try {
        const applied = await migrate(db, migrations)
        for (const id of applied) print(id)
        if (applied.length === 0) note('Nothing to do: the structure is up to date.')
      } finally {
        await db.close()
        await store.release()
      }
    })
