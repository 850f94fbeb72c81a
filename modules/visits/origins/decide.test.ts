import { expect, test } from 'vitest'
import { decideOrigin } from './decide.ts'

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
