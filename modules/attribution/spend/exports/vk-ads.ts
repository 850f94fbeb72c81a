/** VK Реклама (ads.vk.com: XLSX, sheet «Объявления», or CSV) and the old cabinet vk.com/ads, whose history files remain. */
import type { ExportSystem } from './system.ts'

export const vkAds: ExportSystem = {
  key: 'vk-ads',
  source: 'VK Реклама',
  aliases: ['vk ads', 'vk', 'vkads', 'vk_ads', 'vk-ads', 'vkontakte', 'вконтакте', 'mytarget', 'my.target', 'target'],
  headings: {
    day: ['дата', 'день', 'date', 'day'],
    stretch: ['месяц', 'неделя', 'month', 'week'],
    campaign: ['название кампании', 'кампания', 'campaign name', 'campaign'],
    campaignId: ['id кампании', 'campaign id'],
    group: [
      'название группы',
      'название группы объявлений',
      'группа объявлений',
      'группа',
      'ad group name',
      'ad group',
    ],
    groupId: ['id группы', 'id группы объявлений', 'ad group id'],
    placement: ['площадка', 'placement'],
    keyword: ['ключевая фраза', 'ключевое слово', 'keyword'],
    amount: ['потрачено всего', 'потрачено', 'расход', 'spent', 'total spent'],
    currency: ['валюта', 'currency'],
  },
  signs: {
    ...{ 'потрачено всего': 3, потрачено: 3, 'цена за результат': 3, 'id группы объявлений': 3, ecpc: 2, 'ecpc, ₽': 2 },
    ...{ 'id кампании': 2, 'id группы': 2, 'id объявления': 2, 'название объявления': 1, результат: 1, охват: 1 },
    ...{ spent: 2, 'total spent': 3, 'cost per result': 3, 'ad plan id': 3 },
  },
  sheet: /^(объявления|кампании|ads|campaigns)$/i,
}
