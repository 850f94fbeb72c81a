/** «Светлый дом»: fits windows and balconies in Yekaterinburg, with one login for each role. */
import type { DemoCompany } from '../setting.ts'
import { advertising, type ClassKey } from './advertising.ts'
import { classes } from './classes.ts'
import { departments, people } from './people.ts'
import { talks } from './talks.ts'

export const windows: DemoCompany<ClassKey> = {
  about: {
    slug: 'svetly-dom',
    name: 'Светлый дом: окна и балконы',
    // Not Moscow on purpose: days and hours must be the company's own.
    timezone: 'Asia/Yekaterinburg',
    country: 'RU',
    currency: 'RUB',
  },
  departments,
  people,
  classes,
  advertising,
  sales: {
    windows: { title: 'Окна', cheque: 68_000, days: 9 },
    balcony: { title: 'Остекление балкона', cheque: 124_000, days: 9 },
    repair: { title: 'Ремонт окон', cheque: 6_500, days: 9 },
    corporate: { title: 'Остекление объекта', cheque: 410_000, days: 28 },
    accessories: { title: 'Сетки и подоконники', cheque: 7_800, days: 9 },
  },
  talks,
  // People change windows when it gets warm and before it gets cold.
  season: [0.62, 0.7, 0.88, 1.05, 1.12, 1.15, 1.12, 1.2, 1.25, 1.15, 0.95, 0.72],
  contactsPerDay: 78,
  growth: 0.25,
  returningShare: 0.24,
  numbers: { mobile: ['912', '922', '902', '950', '965', '982', '908', '904'], landline: ['3432', '3433'] },
  firms: [
    'УралСтрой',
    'ЖК «Солнечный»',
    'Гамма-Сервис',
    'УК «Ботаника»',
    'Школа № 87',
    'Клиника «Здоровье»',
    'ТЦ «Карнавал»',
  ],
  contactsNow: 6,
  recordedCalls: 10,
  days: 365,
}
