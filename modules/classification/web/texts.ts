import { defineTexts } from '../../../platform/web/index.ts'

/** Words that several parts of these screens share. */
export const words = defineTexts({
  open: { ru: 'В споре', en: 'In dispute' },
  escalated: { ru: 'У директора', en: 'With the director' },
  settled: { ru: 'Решён', en: 'Settled' },
  withdrawn: { ru: 'Отозван', en: 'Taken back' },
  sales: { ru: 'Продажи', en: 'Sales' },
  marketing: { ru: 'Маркетинг', en: 'Marketing' },
  director: { ru: 'Директор', en: 'Director' },
  noClass: { ru: 'без класса', en: 'no class' },
  rightSales: { ru: 'Правы продажи', en: 'Sales were right' },
  rightMarketing: { ru: 'Прав маркетинг', en: 'Marketing was right' },
  rightOther: { ru: 'Сошлись на третьем', en: 'They met on a third class' },
  decided: { ru: 'решил директор', en: 'the director decided' },
  conceded: { ru: 'продажи изменили класс сами', en: 'sales changed the class themselves' },
  agreed: { ru: 'договорились', en: 'agreed' },
  awaitsSales: { ru: 'Ждёт ответа продаж', en: 'Waits for sales' },
  awaitsMarketing: { ru: 'Ждёт ответа маркетинга', en: 'Waits for marketing' },
  awaitsDirector: { ru: 'Ждёт решения директора', en: 'Waits for the director' },
  due: { ru: 'до {time}', en: 'until {time}' },
  overdue: { ru: 'срок истёк {time}', en: 'was due {time}' },
})

export const rightOf = { sales: 'rightSales', marketing: 'rightMarketing', other: 'rightOther' } as const
export const awaitsOf = {
  sales: 'awaitsSales',
  marketing: 'awaitsMarketing',
  director: 'awaitsDirector',
} as const
