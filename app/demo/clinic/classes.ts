import type { DefaultClass } from '../../../modules/interactions/index.ts'
import type { ClassKey } from './advertising.ts'

/** The clinic's classes by what is treated. */
export const classes: readonly (DefaultClass & { readonly key: ClassKey })[] = [
  { key: 'implants', group: 'lead', ru: 'Имплантация', en: 'Implants', color: 'green', hotkey: '1' },
  { key: 'orthodontics', group: 'lead', ru: 'Брекеты, элайнеры', en: 'Braces, aligners', color: 'teal', hotkey: '2' },
  { key: 'treatment', group: 'lead', ru: 'Лечение', en: 'Treatment', color: 'lime', hotkey: '3' },
  { key: 'children', group: 'lead', ru: 'Детский приём', en: 'Children', color: 'cyan', hotkey: '4' },
  { key: 'hygiene', group: 'upsell', ru: 'Чистка, отбеливание', en: 'Cleaning', color: 'violet', hotkey: '5' },
  { key: 'appointment', group: 'accompanying', ru: 'Перенос записи', en: 'Moved visit', color: 'yellow', hotkey: '6' },
  {
    key: 'after_visit',
    group: 'accompanying',
    ru: 'Вопрос после приёма',
    en: 'Question after a visit',
    color: 'orange',
    hotkey: '7',
  },
  { key: 'spam', group: 'destructive', ru: 'Спам', en: 'Spam', color: 'gray', hotkey: 's' },
  { key: 'wrong_number', group: 'destructive', ru: 'Ошиблись номером', en: 'Wrong number', color: 'gray', hotkey: 'w' },
  { key: 'free_care', group: 'destructive', ru: 'Ищут по ОМС', en: 'Free care wanted', color: 'pink', hotkey: 'f' },
]
