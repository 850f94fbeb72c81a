/** «Улыбка Волги»: a small dental clinic in Kazan that the same agency advertises; its people have no demo login. */
import type { DemoCompany } from '../setting.ts'
import { advertising, type ClassKey } from './advertising.ts'
import { classes } from './classes.ts'
import { departments, people } from './people.ts'
import { talks } from './talks.ts'

export const clinic: DemoCompany<ClassKey> = {
  about: {
    slug: 'ulybka-volgi',
    name: 'Улыбка Волги: стоматология',
    timezone: 'Europe/Moscow',
    country: 'RU',
    currency: 'RUB',
  },
  departments,
  people,
  classes,
  advertising,
  sales: {
    implants: { title: 'Имплантация', cheque: 72_000, days: 21 },
    orthodontics: { title: 'Брекеты', cheque: 138_000, days: 25 },
    treatment: { title: 'Лечение', cheque: 9_400, days: 5 },
    children: { title: 'Детский приём', cheque: 5_200, days: 5 },
    hygiene: { title: 'Чистка', cheque: 6_300, days: 4 },
  },
  talks,
  // Holidays and summer are quiet.
  season: [0.8, 1.02, 1.08, 1.06, 0.9, 0.88, 0.84, 0.92, 1.15, 1.15, 1.12, 1.08],
  contactsPerDay: 5,
  growth: 0.1,
  returningShare: 0.35,
  numbers: { mobile: ['917', '927', '987', '905', '937'], landline: ['8432', '8435'] },
  firms: [],
  contactsNow: 1,
  recordedCalls: 2,
  days: 60,
}
