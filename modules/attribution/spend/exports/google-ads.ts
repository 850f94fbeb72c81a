/**
 * Google Ads: a title and a period above the headings, several total lines below that repeat the same money. “CSV for Excel” is
 * UTF-16 with tabs, plain CSV is UTF-8 with commas. Cost is «Цена», «Стоимость» or «Расходы», by the age of the Russian interface.
 */
import type { ExportSystem } from './system.ts'

export const googleAds: ExportSystem = {
  key: 'google-ads',
  source: 'Google Ads',
  aliases: ['google', 'googleads', 'google_ads', 'google-ads', 'adwords', 'google adwords', 'gads'],
  headings: {
    day: ['day', 'день', 'date', 'дата'],
    stretch: ['week', 'month', 'quarter', 'year', 'неделя', 'месяц', 'квартал', 'год'],
    campaign: ['campaign', 'кампания', 'campaign name', 'название кампании'],
    campaignId: ['campaign id', 'идентификатор кампании', 'id кампании'],
    group: ['ad group', 'группа объявлений', 'ad group name'],
    groupId: ['ad group id', 'идентификатор группы объявлений', 'id группы объявлений'],
    placement: ['placement', 'место размещения', 'площадка'],
    keyword: ['search keyword', 'keyword', 'ключевое слово', 'ключевое слово для поиска'],
    amount: ['cost', 'стоимость', 'цена', 'расходы', 'расход'],
    currency: ['currency code', 'currency', 'код валюты', 'валюта'],
  },
  signs: {
    ...{ 'campaign status': 3, 'campaign state': 3, 'impr.': 3, 'avg. cpc': 2, 'cost / conv.': 3, 'currency code': 3 },
    ...{ 'campaign type': 2, 'search keyword': 3, 'ad group': 1, 'код валюты': 3, 'статус кампании': 2 },
    ...{ 'тип кампании': 2, 'ср. цена за клик': 2, 'цена/конв.': 3, 'ценность конверсии': 3, 'ценность конв.': 3 },
    ...{
      'цена / конв.': 3,
      'стоимость / конв.': 3,
      'стоимость/конв.': 3,
      'показ.': 1,
      'группа объявлений': 1,
      цена: 1,
      стоимость: 1,
    },
  },
  title: /^(campaign|ad group|search keyword|keyword|placement|time series)s?( report)?$|^отчет (о|об|по) /,
  totals: [/filtered|с учетом фильтров|отфильтр/, /campaign|кампани/, /account|аккаунт/],
  // {keyword} is written without the marks of match types.
  keywordOf: (text) =>
    text
      .replace(/^[["+]+|[\]"]+$/g, '')
      .replace(/\s\+/g, ' ')
      .trim(),
}
