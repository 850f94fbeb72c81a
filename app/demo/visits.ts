/** Who came to the demo company's site in its last weeks: those who left a contact there, and the many who did not. */
import type { Observation, OriginObservation } from '../../modules/interactions/index.ts'
import type { PastVisit } from '../../modules/visits/index.ts'
import { createRandom, type Random } from './random.ts'
import type { Advertising } from './setting.ts'
import { idOf } from './story-id.ts'

/** A contact of the story that came over the site, with the visit that led to it. */
export interface DemoVisit extends PastVisit {
  /** Address of the page that was looked at last. */
  readonly lastPage: string
  readonly contact: { readonly observation: Observation; readonly visit: string; readonly visitor: string } | null
}

/** How many visit for each that leaves a contact. */
const visitsPerContact = 24
const second = 1_000
const browsers = [
  {
    weight: 6,
    agent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 Safari/604.1',
  },
  { weight: 5, agent: 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/143.0 Mobile Safari/537.36' },
  { weight: 7, agent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/143.0 Safari/537.36' },
  { weight: 1, agent: 'Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1' },
]

/** How links of a source are marked; one without marks of its own is named by them. */
const marksOf = ({ source, campaign, placement, keyword }: OriginObservation): string => {
  const by: Readonly<Record<string, readonly [string, string]>> = {
    'Яндекс Директ': ['yandex', 'cpc'],
    'VK Реклама': ['vk', 'cpc'],
    'Яндекс Карты': ['yandex_maps', 'maps'],
    '2ГИС': ['2gis', 'maps'],
    Авито: ['avito', 'cpc'],
    'Поиск (SEO)': ['Поиск (SEO)', 'organic'],
  }
  const [utm, medium] = by[source] ?? [source, 'other']
  const marks = {
    utm_source: utm,
    utm_medium: medium,
    utm_campaign: campaign,
    utm_content: placement,
    utm_term: keyword,
  }
  return new URLSearchParams(
    Object.entries(marks).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  ).toString()
}

const landings = ['/', '/', '/ceny', '/akcii', '/raboty']
const pages = ['/', '/ceny', '/o-kompanii', '/otzyvy', '/kontakty', '/akcii', '/raboty']

/** `contacts`: the inbound forms, chats and callback requests of the last weeks. Nothing happens after `now`. */
export function demoVisits(
  advertising: Advertising,
  contacts: readonly Observation[],
  { seed, now }: { readonly seed: number; readonly now: Date },
): DemoVisit[] {
  const random = createRandom(seed).fork('visits')
  const visits: DemoVisit[] = []
  const known: Known[] = []
  for (const observation of contacts) {
    const at = observation.startedAt ?? observation.at
    visits.push(
      visit(random, advertising, `${observation.externalId}`, at, observation.origin ?? null, observation, known),
    )
    for (let n = random.poisson(visitsPerContact); n > 0; n--) {
      const away = new Date(at.getTime() + (random.next() - 0.5) * 14 * 3_600 * second)
      if (away > now) continue
      visits.push(
        visit(
          random,
          advertising,
          `${observation.externalId} ${n}`,
          away,
          someOrigin(random, advertising),
          null,
          known,
        ),
      )
    }
  }
  return visits.sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime())
}

interface Known {
  readonly visitor: string
  readonly number: number
}

function someOrigin(random: Random, { campaigns }: Advertising): OriginObservation | null {
  // Many come by themselves and leave as they came.
  if (random.chance(0.18)) return null
  const { source, campaign, placements, keywords } = random.weighted(campaigns)
  return {
    source,
    ...(campaign && { campaign }),
    ...(placements.length > 0 && { placement: random.weighted(placements).name }),
    ...(keywords.length > 0 && { keyword: random.weighted(keywords).text }),
  }
}

function visit(
  random: Random,
  { site }: Advertising,
  name: string,
  at: Date,
  origin: OriginObservation | null,
  observation: Observation | null,
  known: Known[],
): DemoVisit {
  const origins = `https://${site}`
  const count = observation ? random.int(2, 6) : random.chance(0.45) ? 1 : random.int(2, 5)
  const steps: number[] = []
  let back = 0
  for (let i = 0; i < count; i++) {
    steps.unshift(back)
    back += (15 + random.exponential(50)) * second
  }
  const landing = random.pick(landings)
  const url = `${origins}${landing}${origin ? `?${marksOf(origin)}` : ''}`
  const hits = steps.map((ago, i) => ({
    id: idOf(at.getTime() - ago, `${name} hit ${i}`),
    kind: 'page',
    at: at.getTime() - ago,
    url: `${origins}${i === 0 ? landing : random.pick(pages)}`,
  }))
  const visitId = idOf(at.getTime() - back, `${name} visit`)
  // One in four has been here before: the visitor of a visit that the story told not long ago.
  const earlier = known.length > 40 && !observation && random.chance(0.24) ? random.pick(known.slice(-400)) : null
  const visitor = earlier?.visitor ?? idOf(at.getTime() - back, `${name} visitor`)
  const number = (earlier?.number ?? 0) + 1
  known.push({ visitor, number })
  const form =
    observation?.kind === 'form'
      ? [
          {
            id: idOf(at.getTime(), `${name} form`),
            kind: 'form',
            at: at.getTime(),
            url: `${origins}/kontakty`,
            name: 'Заявка с сайта',
          },
        ]
      : []
  const searched = !origin && random.chance(0.4)
  return {
    packet: {
      visit: visitId,
      visitor,
      now: at.getTime(),
      number,
      url,
      referrer: searched
        ? random.pick([
            'https://yandex.ru/',
            'https://yandex.ru/',
            'https://www.google.com/',
            'https://dzen.ru/',
            'https://chatgpt.com/',
          ])
        : '',
      hits: [...hits, ...form],
    },
    receivedAt: at,
    userAgent: random.weighted(browsers).agent,
    lastPage: hits.at(-1)?.url ?? url,
    contact: observation && { observation, visit: visitId, visitor },
  }
}
