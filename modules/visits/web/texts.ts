import { defineTexts } from '../../../platform/web/index.ts'

/** Words that several parts of visits say. */
export const words = defineTexts({
  ad: { ru: 'реклама', en: 'advertising' },
  search: { ru: 'поиск', en: 'search' },
  social: { ru: 'соцсети', en: 'social' },
  messenger: { ru: 'мессенджеры', en: 'messengers' },
  maps: { ru: 'карты и справочники', en: 'maps and directories' },
  ai: { ru: 'ИИ-помощники', en: 'AI assistants' },
  email: { ru: 'почта', en: 'e-mail' },
  referral: { ru: 'другие сайты', en: 'other sites' },
  direct: { ru: 'прямые', en: 'direct' },
  other: { ru: 'прочее', en: 'other' },
  phone: { ru: 'телефон', en: 'phone' },
  tablet: { ru: 'планшет', en: 'tablet' },
  desktop: { ru: 'компьютер', en: 'computer' },
  pages: {
    ru: { one: '{count} страница', few: '{count} страницы', many: '{count} страниц' },
    en: { one: '{count} page', other: '{count} pages' },
  },
  firstVisit: { ru: 'первое посещение', en: 'first visit' },
  nthVisit: { ru: '{n}-е посещение', en: 'visit no. {n}' },
  unsure: { ru: 'метки противоречат друг другу', en: 'the marks contradict each other' },
  site: { ru: 'Сайт', en: 'Site' },
})
