/** Where the clinic's patients come from, what it costs, and what they turn out to be. */
import type { Advertising } from '../setting.ts'

/** Keys of the clinic's own set of classes. */
export type ClassKey =
  | 'implants'
  | 'orthodontics'
  | 'treatment'
  | 'hygiene'
  | 'children'
  | 'appointment'
  | 'after_visit'
  | 'spam'
  | 'wrong_number'
  | 'free_care'

export const advertising: Advertising<ClassKey> = {
  campaigns: [
    {
      source: 'Яндекс Директ',
      campaign: 'Имплантация под ключ',
      weight: 9,
      wants: { implants: 7, treatment: 2 },
      junk: 0.03,
      dailySpend: 520_000,
      placements: [{ name: 'Поиск Яндекса', weight: 1 }],
      keywords: [
        { text: 'имплантация зубов казань', weight: 4 },
        { text: 'имплант цена под ключ', weight: 3 },
      ],
      number: '+78432087801',
      calls: 0.7,
    },
    {
      source: 'Яндекс Карты',
      campaign: null,
      weight: 8,
      wants: { treatment: 6, hygiene: 3, children: 2 },
      junk: 0.02,
      dailySpend: 110_000,
      placements: [],
      keywords: [],
      number: '+78432087802',
      calls: 0.85,
    },
    {
      source: 'VK Реклама',
      campaign: 'Брекеты в рассрочку',
      weight: 6,
      wants: { orthodontics: 6, hygiene: 1 },
      junk: 0.04,
      dailySpend: 180_000,
      placements: [{ name: 'Лента', weight: 1 }],
      keywords: [],
      calls: 0.35,
    },
    {
      source: 'Рекомендации',
      campaign: null,
      weight: 5,
      wants: { treatment: 4, implants: 2, children: 2 },
      junk: 0.005,
      dailySpend: 0,
      placements: [],
      keywords: [],
      calls: 0.85,
    },
  ],
  junk: [
    { key: 'spam', weight: 3 },
    { key: 'free_care', weight: 3 },
    { key: 'wrong_number', weight: 2 },
  ],
  returning: [
    { key: 'appointment', weight: 6 },
    { key: 'after_visit', weight: 3 },
    { key: 'hygiene', weight: 2 },
  ],
  mainNumber: '+78432087800',
  site: 'ulybka-volgi.example',
  mailbox: 'priem@ulybka-volgi.example',
}
