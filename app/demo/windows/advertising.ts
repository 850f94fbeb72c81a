/** Where the window fitter's clients come from, what it costs, and what they turn out to be. */
import type { Advertising, Campaign, Placement } from '../setting.ts'

/** Keys of the window fitter's own set of classes. */
export type ClassKey =
  | 'windows'
  | 'balcony'
  | 'repair'
  | 'corporate'
  | 'accessories'
  | 'order_question'
  | 'measurement'
  | 'documents'
  | 'spam'
  | 'wrong_number'
  | 'job_seeker'
  | 'not_our_service'

const mainNumber = '+73432887700'

const search: readonly Placement[] = [
  { name: 'Поиск Яндекса', weight: 8 },
  { name: 'Поисковые партнёры', weight: 2 },
]

const campaigns: readonly Campaign<ClassKey>[] = [
  {
    source: 'Яндекс Директ',
    campaign: 'Окна под ключ',
    weight: 22,
    wants: { windows: 8, balcony: 1, repair: 1 },
    junk: 0.025,
    dailySpend: 1_450_000,
    placements: search,
    keywords: [
      { text: 'пластиковые окна цена', weight: 6 },
      { text: 'окна под ключ екатеринбург', weight: 4 },
      { text: 'установка окон', weight: 3 },
      { text: 'окна пвх заказать', weight: 2 },
    ],
    number: '+73432887701',
    calls: 0.66,
  },
  {
    source: 'Яндекс Директ',
    campaign: 'Остекление балконов',
    weight: 13,
    wants: { balcony: 8, windows: 1 },
    junk: 0.022,
    dailySpend: 880_000,
    placements: search,
    keywords: [
      { text: 'остекление балкона', weight: 6 },
      { text: 'тёплый балкон под ключ', weight: 3 },
      { text: 'лоджия остекление цена', weight: 2 },
    ],
    number: '+73432887702',
    calls: 0.62,
  },
  {
    // The campaign that brings junk: broad targeting, and one placement that is worse than the rest.
    source: 'Яндекс Директ',
    campaign: 'РСЯ: ремонт квартир',
    weight: 9,
    wants: { windows: 4, repair: 4, balcony: 2 },
    junk: 0.07,
    dailySpend: 620_000,
    placements: [
      { name: 'Игровые приложения', weight: 4, junk: 0.22 },
      { name: 'Погода и новости', weight: 4 },
      { name: 'Доски объявлений', weight: 2 },
    ],
    keywords: [
      { text: 'ремонт квартир', weight: 5 },
      { text: 'отделка новостройки', weight: 3 },
    ],
    number: '+73432887703',
    calls: 0.55,
  },
  {
    source: 'Яндекс Директ',
    campaign: 'Бренд',
    weight: 5,
    wants: { windows: 5, balcony: 3, repair: 2 },
    junk: 0.018,
    dailySpend: 90_000,
    placements: search,
    keywords: [{ text: 'светлый дом окна', weight: 1 }],
    number: '+73432887701',
    calls: 0.7,
  },
  {
    source: 'VK Реклама',
    campaign: 'Новосёлы: рассрочка',
    weight: 8,
    wants: { windows: 5, balcony: 5 },
    junk: 0.028,
    dailySpend: 410_000,
    placements: [
      { name: 'Лента', weight: 6 },
      { name: 'Клипы', weight: 3 },
    ],
    keywords: [],
    calls: 0.35,
  },
  {
    source: 'VK Реклама',
    campaign: 'Москитные сетки',
    weight: 3,
    wants: { accessories: 6, repair: 3 },
    junk: 0.025,
    dailySpend: 120_000,
    placements: [{ name: 'Лента', weight: 1 }],
    keywords: [],
    calls: 0.4,
  },
  {
    source: '2ГИС',
    campaign: null,
    weight: 10,
    wants: { windows: 4, repair: 5, balcony: 2 },
    junk: 0.02,
    dailySpend: 210_000,
    placements: [],
    keywords: [],
    number: '+73432887704',
    calls: 0.85,
  },
  {
    source: 'Авито',
    campaign: 'Услуги',
    weight: 6,
    wants: { repair: 5, windows: 3 },
    junk: 0.03,
    dailySpend: 160_000,
    placements: [],
    keywords: [],
    number: '+73432887705',
    calls: 0.6,
  },
  {
    source: 'Наружная реклама',
    campaign: 'Щиты на Малышева',
    weight: 3,
    wants: { windows: 5, balcony: 3 },
    junk: 0.02,
    dailySpend: 330_000,
    placements: [],
    keywords: [],
    number: '88002509090',
    calls: 0.97,
  },
  {
    source: 'Поиск (SEO)',
    campaign: null,
    weight: 12,
    wants: { windows: 4, balcony: 3, repair: 3, corporate: 1 },
    junk: 0.025,
    dailySpend: 0,
    placements: [],
    keywords: [],
    calls: 0.55,
  },
  {
    source: 'Тендерные площадки',
    campaign: null,
    weight: 4,
    wants: { corporate: 1 },
    junk: 0.015,
    dailySpend: 0,
    placements: [],
    keywords: [],
    calls: 0.5,
  },
  {
    source: 'Рекомендации',
    campaign: null,
    weight: 6,
    wants: { windows: 4, balcony: 3, repair: 2, corporate: 1 },
    junk: 0.008,
    dailySpend: 0,
    placements: [],
    keywords: [],
    calls: 0.8,
  },
]

export const advertising: Advertising<ClassKey> = {
  campaigns,
  junk: [
    { key: 'spam', weight: 5 },
    { key: 'not_our_service', weight: 3 },
    { key: 'wrong_number', weight: 2 },
    { key: 'job_seeker', weight: 1 },
  ],
  returning: [
    { key: 'order_question', weight: 6 },
    { key: 'measurement', weight: 4 },
    { key: 'documents', weight: 2 },
    { key: 'accessories', weight: 2 },
  ],
  mainNumber,
  site: 'svetly-dom.example',
  mailbox: 'zakaz@svetly-dom.example',
}
