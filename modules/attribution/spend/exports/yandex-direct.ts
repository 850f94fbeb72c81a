/**
 * Yandex Direct. Three ages of files: the report wizard (`;`, decimal comma, «Расход (руб.)»), the new reports (decimal point,
 * «Расход, ₽») and API Reports v5 as TSV (yandex.ru/dev/direct/doc/ru/report-format).
 */
import type { ExportSystem } from './system.ts'

export const yandexDirect: ExportSystem = {
  key: 'yandex-direct',
  source: 'Яндекс Директ',
  aliases: [
    'яндекс.директ',
    'yandex',
    'yandex-direct',
    'yandex_direct',
    'yandexdirect',
    'direct',
    'ya',
    'yd',
    'яндекс',
  ],
  headings: {
    day: ['дата', 'день', 'date', 'day'],
    stretch: ['месяц', 'неделя', 'квартал', 'год', 'month', 'week', 'quarter', 'year'],
    campaign: ['название кампании', 'кампания', 'campaign name', 'campaignname', 'campaign'],
    campaignId: [
      '№ кампании',
      'n кампании',
      'номер кампании',
      'id кампании',
      'campaignid',
      'campaign id',
      'campaign no.',
    ],
    group: ['название группы', 'группа', 'группа объявлений', 'adgroupname', 'ad group name', 'ad group'],
    groupId: ['№ группы', 'n группы', 'номер группы', 'id группы', 'adgroupid', 'ad group id'],
    placement: ['площадка', 'название площадки', 'placement'],
    keyword: ['условие показа', 'ключевая фраза', 'фраза', 'criterion', 'criteria', 'keyword'],
    amount: ['расход', 'расход всего', 'cost', 'списано'],
    currency: ['валюта', 'currency'],
  },
  signs: {
    ...{ '№ кампании': 3, '№ группы': 3, '№ объявления': 3, '№ объявлений': 3, '№ условия показа': 3 },
    ...{ 'условие показа': 3, 'тип условия показа': 3, 'тип площадки': 2, 'глубина (стр.)': 3, 'ср. цена клика': 2 },
    ...{ 'взвешенные показы': 3, 'wctr (%)': 3, 'ср. ставка за клик': 2, 'отказы (%)': 2, 'конверсия (%)': 1 },
    ...{ campaignid: 2, campaignname: 2, adgroupid: 2, adgroupname: 2, criterionid: 2, adnetworktype: 3 },
    ...{ criteriontype: 2, criterion: 2 },
  },
  title: /^"?кампания\s+["«].*период/,
  // {keyword} leaves minus words out.
  keywordOf: (text) => text.replace(/\s+-[^\s].*$/u, '').trim(),
}

/** Money of API reports without the header `returnMoneyInMicros: false`: whole millionths. */
export const isMicros = (headings: readonly string[], amounts: readonly string[]): boolean =>
  headings.some((heading) => heading === 'CampaignId' || heading === 'CampaignName') &&
  amounts.length > 0 &&
  amounts.every((amount) => /^\d+$/.test(amount) && (amount === '0' || /0000$/.test(amount)))
