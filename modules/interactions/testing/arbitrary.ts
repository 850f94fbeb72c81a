/** Random facts about a handful of interactions and clients, for the promises that must hold whatever is told. */
import fc from 'fast-check'
import { directions, interactionKinds, legOutcomes, type Observation } from '../observation.ts'

const base = Date.parse('2026-03-10T08:00:00Z')
const moment = fc.integer({ min: 0, max: 7200 }).map((second) => new Date(base + second * 1000))
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 })

const phones = ['8 (916) 123-45-67', '+79161234567', '89031112233', '84951112233', '+77011234567', '105', 'anonymous']
const lines = ['101', '102', '103', 'queue']

const leg = fc.record({
  key: fc.constantFrom('a', 'b', 'c'),
  line: maybe(fc.constantFrom(...lines)),
  role: maybe(fc.constantFrom('person', 'queue', 'menu', 'machine')),
  startedAt: maybe(moment),
  answeredAt: maybe(moment),
  endedAt: maybe(moment),
  outcome: maybe(fc.constantFrom(...legOutcomes)),
  talkSeconds: maybe(fc.nat(600)),
  reason: maybe(fc.constantFrom('1110', '1132', 'нет ответа')),
})

const message = fc.record({
  key: fc.constantFrom('1', '2', '3'),
  at: moment,
  author: fc.constantFrom('client', 'employee', 'bot', 'system'),
  line: maybe(fc.constantFrom(...lines)),
  text: fc.constantFrom('Здравствуйте', 'Сколько стоит окно?', 'Окно 120×140', '👋', 'a\tb\\n\n'),
})

/** One fact about one of six interactions, of a client that shares contacts with others. */
export const observation: fc.Arbitrary<Observation> = fc.record({
  provider: fc.constant('test'),
  externalId: fc.constantFrom('1', '2', '3', '4', '5', '6'),
  kind: fc.constantFrom(...interactionKinds),
  at: moment,
  direction: maybe(fc.constantFrom(...directions)),
  startedAt: maybe(moment),
  answeredAt: maybe(moment),
  endedAt: maybe(moment),
  finished: maybe(fc.boolean()),
  party: maybe(
    fc.record({
      phone: maybe(fc.constantFrom(...phones)),
      email: maybe(fc.constantFrom('Anna@Example.com', 'boris@example.com', 'no address')),
      messenger: maybe(fc.constantFrom('tg:1', 'tg:2')),
      visitor: maybe(fc.constantFrom('visitor-1', 'visitor-2')),
      name: maybe(fc.constantFrom('Анна', 'Анна Петрова', 'Борис')),
    }),
  ),
  ourAddress: maybe(fc.constantFrom('+74951234567', '8 800 555-35-35', 'sales@example.com')),
  line: maybe(fc.constantFrom(...lines)),
  legs: maybe(fc.array(leg, { maxLength: 3 })),
  messages: maybe(fc.array(message, { maxLength: 3 })),
  origin: maybe(
    fc.record({
      source: fc.constantFrom('yandex', 'avito'),
      campaign: maybe(fc.constantFrom('окна', 'двери')),
      placement: maybe(fc.constantFrom('search', 'rsya')),
      keyword: maybe(fc.constantFrom('окна москва')),
      certain: maybe(fc.boolean()),
    }),
  ),
  waitSeconds: maybe(fc.nat(300)),
  talkSeconds: maybe(fc.nat(600)),
  durationSeconds: maybe(fc.nat(900)),
  outcome: maybe(fc.constantFrom(...legOutcomes)),
  recordingUrl: maybe(fc.constantFrom('https://records.example/1.mp3', 'https://records.example/01.mp3')),
  classKey: maybe(fc.constantFrom('spam', 'lead', 'no such class')),
  subject: maybe(fc.constantFrom('Остекление балкона', 'Дверь')),
  isTest: maybe(fc.boolean()),
})

/** A story told once in order, and the same facts told again in another order, cut and with repetitions. */
export const retelling = fc.array(observation, { minLength: 1, maxLength: 14 }).chain((facts) =>
  fc.record({
    facts: fc.constant(facts),
    again: fc
      .tuple(
        fc.shuffledSubarray([...facts.keys()], { minLength: facts.length, maxLength: facts.length }),
        fc.subarray([...facts.keys()]),
      )
      .map(([order, repeated]) => [...order, ...repeated].flatMap((i) => facts[i] ?? [])),
    cut: fc.integer({ min: 1, max: 5 }),
  }),
)
