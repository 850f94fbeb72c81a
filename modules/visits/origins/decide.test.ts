import { expect, test } from 'vitest'
import { decideOrigin, explainOrigin } from './decide.ts'

const site = 'https://okna.example/'
const origin = (query: string, referrer = '') => {
  const { medium, source, campaign, placement, keyword, certain } = decideOrigin(
    { url: site + query, referrer },
    { ownHosts: ['okna.example'] },
  )
  return `${medium}: ${[source, campaign, placement, keyword].filter(Boolean).join(' › ')}${certain ? '' : ' ?'}`
}

test.each([
  [
    '?utm_source=yandex&utm_medium=cpc&utm_campaign=okna&utm_content=rsya&utm_term=окна',
    '',
    'ad: Яндекс Директ › okna › rsya › окна',
  ],
  ['?yclid=123', 'https://yandex.ru/', 'ad: Яндекс Директ'],
  ['?ysclid=m1', '', 'search: Яндекс (поиск)'],
  ['?utm_source=google&utm_medium=CPC&utm_campaign=b', '', 'ad: Google Ads › b'],
  ['?gclid=x&gad_campaignid=77', 'https://www.google.com/', 'ad: Google Ads › 77'],
  ['?wbraid=x', '', 'ad: Google Ads'],
  ['?utm_source=vk&utm_medium=social_cpc&utm_campaign=balkony', '', 'ad: VK Реклама › balkony'],
  ['?rb_clickid=9', 'https://vk.com/', 'ad: VK Реклама'],
  ['?utm_source=vk&utm_medium=post', '', 'social: ВКонтакте'],
  ['?fbclid=1', '', 'social: Facebook'],
  ['?utm_source=chatgpt.com', '', 'ai: ChatGPT'],
  ['?utm_source=dealer7&utm_medium=partner', '', 'referral: dealer7'],
  ['?utm_source=news&utm_medium=email&utm_campaign=may', '', 'email: news › may'],
  ['#/catalog?utm_source=yandex&utm_medium=cpc', '', 'ad: Яндекс Директ'],
  ['?utm_source=yandex&utm_medium=cpc&utm_term={keyword}', '', 'ad: Яндекс Директ'],
  [
    '?_openstat=ZGlyZWN0LnlhbmRleC5ydTsxMjM7NDU2O3lhbmRleC5ydTpwcmVtaXVt',
    '',
    'ad: Яндекс Директ › 123 › yandex.ru:premium',
  ],
  // A click says more than the words beside it, and the contradiction shows.
  ['?yclid=1&utm_source=google&utm_medium=cpc', '', 'ad: Яндекс Директ ?'],
  ['?yclid=1&gclid=2', '', 'ad: Яндекс Директ ?'],
  ['', 'https://yandex.ru/search/?text=окна', 'search: Яндекс (поиск) › окна'],
  ['', 'https://www.severstroy.ru/', 'referral: severstroy.ru'],
  ['', 'https://shop.okna.example/cart', 'direct: Прямые заходы'],
  ['', '', 'direct: Прямые заходы'],
  ['?utm_campaign=may', 'https://vk.com/', 'social: ВКонтакте › may'],
  ['?utm_referrer=https%3A%2F%2Fdzen.ru%2F', 'https://okna.example/', 'social: Дзен'],
  ['?phone=79160000000', '', 'direct: Прямые заходы'],
])('%s from “%s” is %s', (query, referrer, expected) => expect(origin(query, referrer)).toBe(expected))

test('a company’s own rule comes before what everybody means', () => {
  const rules = [{ name: 'Наружная реклама', medium: 'other', sources: ['billboard*'] }] as const
  expect(decideOrigin({ url: `${site}?utm_source=Billboard-7`, referrer: '' }, { rules })).toMatchObject({
    source: 'Наружная реклама',
  })
})

test('a rule by the page before names it, and gives way to marks of the address', () => {
  const rules = [{ name: 'Авито', medium: 'ad', referrers: ['https://avito.ru/'], campaign: 'Доски' }] as const
  const from = (query: string) => {
    const { source, campaign } = decideOrigin({ url: site + query, referrer: 'https://m.avito.ru/moskva' }, { rules })
    return [source, campaign]
  }
  expect(from('')).toEqual(['Авито', 'Доски'])
  expect(from('?utm_campaign=may')).toEqual(['Авито', 'may'])
  expect(from('?utm_source=dealer')).toEqual(['dealer', null])
  expect(decideOrigin({ url: site, referrer: 'https://notavito.ru/' }, { rules }).source).toBe('notavito.ru')
})

test('all that a rule asks for must be there, and an earlier rule goes first', () => {
  const rules = [
    { name: 'Бренд', medium: 'ad', sources: ['yandex'], campaigns: ['brand*'] },
    { name: 'С карт', medium: 'maps', sources: ['yandex'], referrers: ['yandex.ru'] },
    { name: 'Прочее', medium: 'ad', sources: ['yandex'] },
  ] as const
  const from = (campaign: string, referrer: string) => {
    const { origin: found, because } = explainOrigin(
      { url: `${site}?utm_source=yandex&utm_campaign=${campaign}`, referrer },
      { rules, ownHosts: ['okna.example'] },
    )
    return [found.source, because]
  }
  expect(from('Brand-1', 'https://yandex.ru/')).toEqual(['Бренд', { kind: 'rule', rule: 0 }])
  expect(from('may', 'https://yandex.ru/maps')).toEqual(['С карт', { kind: 'rule', rule: 1 }])
  expect(from('may', '')).toEqual(['Прочее', { kind: 'rule', rule: 2 }])
})

test.each([
  ['?ysclid=1', '', 'free_mark'],
  ['?utm_source=dealer', '', 'utm'],
  ['?utm_campaign=may', 'https://vk.com/', 'campaign_of_referrer'],
  ['', 'https://vk.com/', 'referrer'],
  ['', 'https://okna.example/a', 'own_site'],
  ['', '', 'nothing'],
])('%s from “%s” is explained by %s', (query, referrer, kind) =>
  expect(explainOrigin({ url: site + query, referrer }, { ownHosts: ['okna.example'] }).because).toEqual({ kind }),
)
