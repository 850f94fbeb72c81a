import { Command } from 'commander'
import { openDatabase } from '../../platform/database/database.ts'
import { migrate } from '../../platform/migrations/migrations.ts'
import { migrations } from '../migrations.ts'
import { note, print, settings } from './application.ts'
import { inLanguage } from './language.ts'
import { openStore } from './store.ts'

const words = inLanguage({
  ru: {
    migrate: 'обновить структуру базы данных (serve делает это сам); печатает выполненные шаги',
    nothing: 'Делать нечего: структура в порядке.',
  },
  en: {
    migrate: 'bring the database’s structure up to date (serve does it by itself); prints the steps applied',
    nothing: 'Nothing to do: the structure is up to date.',
  },
})

export const migrateCommand = (): Command =>
  new Command('migrate').description(words.migrate).action(async () => {
    const store = await openStore(settings())
    const db = openDatabase(store.url, { max: 1 })
    try {
      const applied = await migrate(db, migrations)
      for (const id of applied) print(id)
      if (applied.length === 0) note(words.nothing)
    } finally {
      await db.close()
      await store.release()
    }
  })
