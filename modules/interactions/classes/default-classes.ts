import { newId } from '../../../kernel/ids.ts'
import { copyRows } from '../../../platform/database/bulk.ts'
import type { Transaction } from '../../../platform/database/database.ts'
import type { ClassGroup } from '../rules.ts'

export interface DefaultClass {
  readonly key: string
  readonly group: ClassGroup
  readonly ru: string
  readonly en: string
  /** One of the palette's names, so that light and dark schemes each have their shade. */
  readonly color: string
  readonly hotkey: string
}

/**
 * The set that a company begins with: leads by what is asked for, then further sales to clients, then talks that
 * accompany a deal, then what should not have come at all. Each company renames, archives and adds its own.
 * Digits are leads and upsell, letters the rest. Red is not among the colours: it is kept for what somebody must act on.
 */
export const defaultClasses: readonly DefaultClass[] = [
  { key: 'lead_product', group: 'lead', ru: 'Новый заказ', en: 'New order', color: 'green', hotkey: '1' },
  { key: 'lead_service', group: 'lead', ru: 'Услуга', en: 'Service', color: 'teal', hotkey: '2' },
  {
    key: 'lead_visit',
    group: 'lead',
    ru: 'Запись, выезд, замер',
    en: 'Visit or appointment',
    color: 'lime',
    hotkey: '3',
  },
  { key: 'lead_price', group: 'lead', ru: 'Узнать цену', en: 'Price enquiry', color: 'cyan', hotkey: '4' },
  {
    key: 'lead_corporate',
    group: 'lead',
    ru: 'Корпоративный клиент',
    en: 'Corporate client',
    color: 'blue',
    hotkey: '5',
  },
  {
    key: 'upsell_repeat',
    group: 'upsell',
    ru: 'Повторная покупка',
    en: 'Repeat purchase',
    color: 'indigo',
    hotkey: '6',
  },
  {
    key: 'upsell_addition',
    group: 'upsell',
    ru: 'Дополнение к заказу',
    en: 'Addition to an order',
    color: 'violet',
    hotkey: '7',
  },
  { key: 'order_status', group: 'accompanying', ru: 'Статус заказа', en: 'Order status', color: 'yellow', hotkey: '8' },
  {
    key: 'client_question',
    group: 'accompanying',
    ru: 'Вопрос клиента',
    en: 'Client’s question',
    color: 'yellow',
    hotkey: '9',
  },
  { key: 'complaint', group: 'accompanying', ru: 'Рекламация', en: 'Complaint', color: 'orange', hotkey: '0' },
  {
    key: 'partner',
    group: 'accompanying',
    ru: 'Партнёр, поставщик',
    en: 'Partner or supplier',
    color: 'grape',
    hotkey: 'p',
  },
  {
    key: 'internal_matter',
    group: 'accompanying',
    ru: 'Внутренний вопрос',
    en: 'Internal matter',
    color: 'gray',
    hotkey: 'i',
  },
  { key: 'spam', group: 'destructive', ru: 'Спам', en: 'Spam', color: 'orange', hotkey: 's' },
  {
    key: 'wrong_number',
    group: 'destructive',
    ru: 'Ошиблись номером',
    en: 'Wrong number',
    color: 'yellow',
    hotkey: 'w',
  },
  { key: 'job_seeker', group: 'destructive', ru: 'Соискатель', en: 'Job seeker', color: 'pink', hotkey: 'r' },
  {
    key: 'vendor',
    group: 'destructive',
    ru: 'Продавец, конкурент',
    en: 'Vendor or competitor',
    color: 'pink',
    hotkey: 'v',
  },
  { key: 'not_ours', group: 'destructive', ru: 'Не наш профиль', en: 'Not what we do', color: 'gray', hotkey: 'n' },
]

/** Gives a new company its classes: the usual ones, or a set of its own. Call once, in the transaction that makes the company. */
export const addDefaultClasses = (
  tx: Transaction,
  workspaceId: string,
  classes: readonly DefaultClass[] = defaultClasses,
): Promise<void> =>
  copyRows(
    tx,
    'interaction_classes',
    ['workspace_id', 'id', 'key', 'name_ru', 'name_en', 'class_group', 'color', 'hotkey', 'position'],
    classes.map((item, position) => [
      workspaceId,
      newId(),
      item.key,
      item.ru,
      item.en,
      item.group,
      item.color,
      item.hotkey,
      position,
    ]),
  )
