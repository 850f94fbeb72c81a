import type { DefaultClass } from '../../../modules/interactions/index.ts'
import type { ClassKey } from './advertising.ts'

/** The window fitter classes by service. Red is kept for what somebody must act on. */
export const classes: readonly (DefaultClass & { readonly key: ClassKey })[] = [
  { key: 'windows', group: 'lead', ru: 'Окна', en: 'Windows', color: 'green', hotkey: '1' },
  { key: 'balcony', group: 'lead', ru: 'Балкон, лоджия', en: 'Balcony', color: 'teal', hotkey: '2' },
  { key: 'repair', group: 'lead', ru: 'Ремонт окон', en: 'Window repair', color: 'lime', hotkey: '3' },
  { key: 'corporate', group: 'lead', ru: 'Корпоративный заказ', en: 'Corporate order', color: 'cyan', hotkey: '4' },
  { key: 'accessories', group: 'upsell', ru: 'Сетки, подоконники', en: 'Nets and sills', color: 'violet', hotkey: '5' },
  {
    key: 'order_question',
    group: 'accompanying',
    ru: 'Вопрос по заказу',
    en: 'Order question',
    color: 'yellow',
    hotkey: '6',
  },
  { key: 'measurement', group: 'accompanying', ru: 'Замер', en: 'Measuring visit', color: 'yellow', hotkey: '7' },
  { key: 'documents', group: 'accompanying', ru: 'Документы', en: 'Documents', color: 'orange', hotkey: '8' },
  { key: 'spam', group: 'destructive', ru: 'Спам', en: 'Spam', color: 'gray', hotkey: 's' },
  { key: 'wrong_number', group: 'destructive', ru: 'Ошиблись номером', en: 'Wrong number', color: 'gray', hotkey: 'w' },
  { key: 'job_seeker', group: 'destructive', ru: 'Соискатель', en: 'Job seeker', color: 'pink', hotkey: 'r' },
  {
    key: 'not_our_service',
    group: 'destructive',
    ru: 'Не наш профиль',
    en: 'Not what we do',
    color: 'gray',
    hotkey: 'n',
  },
]
