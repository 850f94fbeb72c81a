/** The demo site's visitors and the numbers that they saw: whoever called the main number from an advertisement saw one of a pool. */
import { newId } from '../../kernel/ids.ts'
import { localHour } from '../../kernel/time.ts'
import type { Observation } from '../../modules/interactions/index.ts'
import type { PastHold, PastNumbers } from '../../modules/numbers/index.ts'
import { createRandom, type Random } from './random.ts'
import type { Advertising, Campaign } from './setting.ts'

const minuteMs = 60_000
const holdMs = 20 * minuteMs

/** Visitors an hour by the clock of the company: few sleep badly because of their windows. */
const visitorsByHour = [1, 0.5, 0.3, 0.3, 0.5, 1, 3, 7, 14, 22, 27, 28, 24, 25, 27, 26, 24, 22, 21, 24, 25, 19, 10, 4]

export interface SiteNumbers {
  /** A day of the story: calls on the main number become calls on the number that their client saw, and say no more than that. */
  day(observations: readonly Observation[]): readonly Observation[]
  past(): PastNumbers
}

interface Arrival {
  readonly at: number
  readonly stays: number
  readonly campaign: PastHold['origin']
  readonly call: Observation | null
}

/** `numbers`: those of the pool. `since`: when the company began to show them. */
export function createSiteNumbers(
  advertising: Advertising,
  options: {
    readonly numbers: readonly string[]
    readonly since: Date
    readonly now: Date
    readonly timezone: string
    readonly seed: number
  },
): SiteNumbers {
  const { numbers, since, now, timezone } = options
  const random = createRandom(options.seed).fork('numbers')
  const fromSite = advertising.campaigns.filter(({ calls }) => calls < 0.8)
  const slots = numbers.map((number) => ({ number, until: 0, shown: 0 }))
  const holds: PastHold[] = []
  let told = since.getTime()

  const give = ({ at, stays, campaign }: Arrival): string => {
    const free = slots.filter(({ until }) => until <= at).sort((a, b) => a.until - b.until)[0]
    const slot = free ?? [...slots].sort((a, b) => a.shown - b.shown)[0]
    if (!slot) throw new RangeError('a pool without numbers')
    const until = at + stays + holdMs
    slot.until = Math.max(slot.until, until)
    slot.shown = at
    holds.push({
      ...{ id: newId(), number: slot.number, visitorId: newId(), visitId: newId(), shared: free === undefined },
      ...{ startedAt: new Date(at), seenAt: new Date(at + stays), until: new Date(until), origin: campaign },
    })
    return slot.number
  }

  return {
    day(observations) {
      const isTracked = (one: Observation) =>
        one.kind === 'call' &&
        one.ourAddress === advertising.mainNumber &&
        one.direction === 'inbound' &&
        one.origin !== undefined &&
        (one.startedAt ?? one.at) > since
      const callers = observations.filter(isTracked).map((call): Arrival => {
        const stays = random.int(2, 9) * minuteMs
        return { at: (call.startedAt ?? call.at).getTime() - stays, stays, campaign: originOf(call), call }
      })
      const last = observations.reduce((latest, { at }) => Math.max(latest, at.getTime()), told)
      const end = Math.min(now.getTime(), last)
      const others = visitors(random, fromSite, told, end, timezone)
      told = Math.max(told, end)
      const seen = new Map<Observation, string>()
      for (const arrival of [...callers, ...others].sort((a, b) => a.at - b.at)) {
        const number = give(arrival)
        if (arrival.call) seen.set(arrival.call, number)
      }
      return observations.map((one) => {
        const number = seen.get(one)
        if (!number) return one
        const { origin: _, ...rest } = one
        return { ...rest, ourAddress: number }
      })
    },
    past() {
      for (const arrival of visitors(random, fromSite, told, now.getTime(), timezone)) give(arrival)
      return {
        since,
        statics: staticsOf(advertising),
        pool: { name: 'Сайт', replaces: [advertising.mainNumber], holdSeconds: holdMs / 1000, numbers },
        holds,
      }
    },
  }
}

const originOf = ({ origin }: Observation): PastHold['origin'] => ({
  source: origin?.source ?? '',
  campaign: origin?.campaign ?? null,
  placement: origin?.placement ?? null,
  keyword: origin?.keyword ?? null,
})

/** Those who look and do not call. */
function visitors(
  random: Random,
  campaigns: readonly Campaign[],
  from: number,
  to: number,
  timezone: string,
): Arrival[] {
  const arrivals: Arrival[] = []
  for (let at = from; at < to; ) {
    const perHour = visitorsByHour[localHour(new Date(at), timezone)] ?? 1
    at += random.exponential(60 / perHour) * minuteMs
    const { source, campaign, placements, keywords } = random.weighted(campaigns)
    const [placement, keyword] = [placements[0]?.name ?? null, keywords[0]?.text ?? null]
    const stays = random.exponential(4) * minuteMs
    if (at < to) arrivals.push({ at, stays, campaign: { source, campaign, placement, keyword }, call: null })
  }
  return arrivals
}

/** Each source's own number; what is painted on a wall stands in no page's place. */
function staticsOf({ campaigns, mainNumber }: Advertising): PastNumbers['statics'] {
  const byNumber = new Map<string, Campaign>()
  for (const one of campaigns) if (one.number && !byNumber.has(one.number)) byNumber.set(one.number, one)
  return [...byNumber].map(([number, { source, campaign, calls }]) => ({
    ...{ number: number.replace(/^8/, '+7'), source, campaign, offline: calls > 0.9 },
    replaces: calls > 0.9 ? [] : [mainNumber],
  }))
}

/** Numbers beside the main one, for the site's visitors. */
export const poolBeside = (mainNumber: string, count: number): string[] => {
  const main = Number(mainNumber.slice(1))
  return Array.from({ length: count }, (_, i) => `+${main + 20 + i}`)
}
