import { defineTexts } from '../../../platform/web/index.ts'

/** Words that several parts of these screens share. */
export const words = defineTexts({
  source: { ru: 'Источник', en: 'Source' },
  campaign: { ru: 'Кампания', en: 'Campaign' },
  placement: { ru: 'Площадка', en: 'Placement' },
  keyword: { ru: 'Ключ', en: 'Keyword' },
  sources: { ru: 'Источники', en: 'Sources' },
  campaigns: { ru: 'Кампании', en: 'Campaigns' },
  placements: { ru: 'Площадки', en: 'Placements' },
  keywords: { ru: 'Ключи', en: 'Keywords' },
  noSource: { ru: 'Без источника', en: 'Without a source' },
  noCampaign: { ru: 'Без кампании', en: 'Without a campaign' },
  noPlacement: { ru: 'Без площадки', en: 'Without a placement' },
  noKeyword: { ru: 'Без ключа', en: 'Without a keyword' },
  total: { ru: 'Всего', en: 'Total' },
  interactions: { ru: 'Обращения', en: 'Interactions' },
  leads: { ru: 'Лиды', en: 'Leads' },
  lead: { ru: 'Лиды', en: 'Leads' },
  upsell: { ru: 'Допрод.', en: 'Upsell' },
  accompanying: { ru: 'Сопутств.', en: 'Accomp.' },
  destructive: { ru: 'Мусор', en: 'Junk' },
  unclassified: { ru: 'Без класса', en: 'No class' },
  missed: { ru: 'Пропущ.', en: 'Missed' },
  junk: { ru: 'Доля мусора', en: 'Junk share' },
  spend: { ru: 'Расход', en: 'Spend' },
  costPerLead: { ru: 'Цена лида', en: 'Cost per lead' },
  deals: { ru: 'Сделки', en: 'Deals' },
  won: { ru: 'Выиграны', en: 'Won' },
  revenue: { ru: 'Выручка', en: 'Revenue' },
  costPerWon: { ru: 'Цена продажи', en: 'Cost per won deal' },
  romi: { ru: 'ROMI', en: 'ROMI' },
  costShare: { ru: 'ДРР', en: 'Cost to revenue' },
})

export const noneOf = {
  source: 'noSource',
  campaign: 'noCampaign',
  placement: 'noPlacement',
  keyword: 'noKeyword',
} as const

export const pluralOf = {
  source: 'sources',
  campaign: 'campaigns',
  placement: 'placements',
  keyword: 'keywords',
} as const
