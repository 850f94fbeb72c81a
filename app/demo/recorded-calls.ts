/** Calls of the last day that were recorded. */
import type { Observation } from '../../modules/interactions/index.ts'
import { createRandom } from './random.ts'
import { talkSound } from './sound.ts'

export interface RecordedCall {
  readonly call: Observation
  /** Made when it is needed: each is about a megabyte. */
  readonly sound: () => Buffer
}

const talkOf = (call: Observation): number => {
  const talk =
    call.legs?.find((leg) => leg.outcome === 'answered' && leg.role === 'person')?.talkSeconds ?? call.talkSeconds
  return talk ?? 0
}

/** The newest talks with clients that are neither a word nor an hour; `count` of them, at most a third dialled by us. */
export function recordedCalls(recent: readonly Observation[], seed: number, count: number): RecordedCall[] {
  const talks = recent
    .filter((one) => one.kind === 'call' && one.direction !== 'internal' && talkOf(one) >= 25 && talkOf(one) <= 110)
    .sort((a, b) => b.at.getTime() - a.at.getTime())
  const third = Math.floor(count / 3)
  return [
    ...talks.filter(({ direction }) => direction === 'inbound').slice(0, count - third),
    ...talks.filter(({ direction }) => direction === 'outbound').slice(0, third),
  ].map((call) => ({
    call,
    sound: () => talkSound(createRandom(seed).fork(`sound ${call.externalId}`), talkOf(call)),
  }))
}
