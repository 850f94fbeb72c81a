import { defineTexts } from '../../../platform/web/index.ts'

/** The questions that the navigation asks. */
export const navTexts = defineTexts({
  interactions: { ru: 'Обращения', en: 'Interactions' },
  ads: { ru: 'Реклама', en: 'Advertising' },
  sales: { ru: 'Продажи', en: 'Sales' },
  quality: { ru: 'Качество', en: 'Quality' },
  control: { ru: 'Контроль', en: 'Control' },
  direction: { ru: 'Дирекция', en: 'Direction' },
  settings: { ru: 'Настройки', en: 'Settings' },
})
