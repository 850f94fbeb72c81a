import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import matomo from './lists/matomo.json' with { type: 'json' }
import { readReferrer } from './referrer.ts'

const way = (url: string) => {
  const known = readReferrer(url)
  return known && `${known.medium}: ${known.name}${known.term ? ` «${known.term}»` : ''}`
}

test.each([
  ['https://yandex.ru/', 'search: Яндекс'],
  ['https://ya.ru/search/?text=%D0%BE%D0%BA%D0%BD%D0%B0', 'search: Яндекс «окна»'],
  ['https://www.google.com/', 'search: Google'],
  ['https://www.google.co.uk/', 'search: Google'],
  ['https://go.mail.ru/search?q=окна', 'search: Mail.ru «окна»'],
  ['https://yandex.ru/maps/org/okna/123/', 'maps: Яндекс Карты'],
  ['https://yandex.kz/maps/', 'maps: Яндекс Карты'],
  ['https://www.google.ru/maps/place/x', 'maps: Google Карты'],
  ['https://2gis.ru/ekaterinburg/firm/1', 'maps: 2ГИС'],
  ['https://away.vk.com/', 'social: ВКонтакте'],
  ['https://vk.ru/okna', 'social: ВКонтакте'],
  ['https://m.ok.ru/', 'social: Одноклассники'],
  ['https://dzen.ru/a/1', 'social: Дзен'],
  ['https://t.me/', 'messenger: Telegram'],
  ['android-app://org.telegram.messenger/', 'messenger: Telegram'],
  ['https://web.max.ru/', 'messenger: MAX'],
  ['https://web.whatsapp.com/', 'messenger: WhatsApp'],
  ['https://chatgpt.com/', 'ai: ChatGPT'],
  ['https://alice.yandex.ru/', 'ai: Алиса'],
  ['https://yandex.ru/alice/chat', 'ai: Алиса'],
  ['https://giga.chat/', 'ai: GigaChat'],
  ['https://www.perplexity.ai/search/x', 'ai: Perplexity'],
  ['https://x.com/i/grok', 'ai: Grok'],
  ['https://mail.yandex.ru/', 'email: Яндекс Почта'],
  ['https://e.mail.ru/inbox/', 'email: Почта Mail.ru'],
  ['android-app://com.google.android.gm/', 'email: Gmail'],
  ['https://webmail.severtech.ru/', 'email: severtech.ru'],
  ['https://yabs.yandex.ru/count/x', 'ad: Яндекс Директ'],
  ['https://ad.doubleclick.net/x', 'ad: Google Ads'],
  ['https://www.severstroy.ru/partners', 'referral: severstroy.ru'],
  ['https://disk.yandex.ru/i/1', 'referral: disk.yandex.ru'],
  ['https://news.example.co.uk/a', 'referral: news.example.co.uk'],
  ['not an address', null],
  ['', null],
])('%s is %s', (url, expected) => expect(way(url)).toBe(expected))

test('the public list says where it is from and under which licence', () => {
  expect(matomo.source).toMatchObject({ licence: 'CC0-1.0', commit: expect.stringMatching(/^[\da-f]{40}$/) })
  expect(matomo.search.length).toBeGreaterThan(300)
})

const suite = resolve(import.meta.dirname, '../../../../shared/samples/referrers/snowplow-referer-tests.json')

describe.skipIf(!existsSync(suite))(
  'the public suite of referrers (skipped where ../shared/samples is missing)',
  () => {
    interface Case {
      readonly uri: string
      readonly medium: string
      readonly term: string | null
    }
    const cases = existsSync(suite) ? (JSON.parse(readFileSync(suite, 'utf8')) as Case[]) : []
    const theirs: Readonly<Record<string, string>> = { ad: 'paid', ai: 'chatbot' }
    test('the kind of all of its 118 referrers is known', () => {
      const wrong = cases.filter(({ uri, medium }) => {
        const known = readReferrer(uri)
        return (theirs[known?.medium ?? ''] ?? known?.medium) !== medium
      })
      expect(
        wrong.map(({ uri, medium }) => `${uri.slice(0, 60)} is ${medium}, not ${readReferrer(uri)?.medium}`),
      ).toEqual([])
      expect(cases).toHaveLength(118)
    })
    test('what was searched for is read wherever it says so', () => {
      const wrong = cases.filter(({ uri, term }) => term && readReferrer(uri)?.term !== term.trim())
      expect(wrong.map(({ uri, term }) => `${uri.slice(0, 60)}: ${term}, not ${readReferrer(uri)?.term}`)).toEqual([])
    })
  },
)
