/** The telephones of one day: who is there, who is busy, and what happens to a call that comes in. */
import type { LegObservation, LegOutcome } from '../../modules/interactions/index.ts'
import type { Random } from './random.ts'
import type { DemoDepartment, DemoPerson } from './setting.ts'

export interface Desk {
  readonly person: DemoPerson
  readonly line: string
  /** Whether they are at work at this second of the day. */
  readonly present: (second: number) => boolean
  /** Second of the day until which they talk. */
  busyUntil: number
}

export interface Answered {
  readonly kind: 'talked'
  readonly desk: Desk
  readonly answeredAt: number
  readonly endedAt: number
}

export interface Lost {
  readonly kind: 'lost'
  readonly outcome: LegOutcome
  readonly endedAt: number
}

export type CallEnd = (Answered | Lost) & { readonly legs: readonly LegObservation[] }

const ringSeconds = 15
const voicemailAfter = 25

/**
 * A call that comes in at second `at`: it waits in the department's queue while all are busy, is offered to one free
 * person after another, and is lost when the caller's patience ends. Out of hours a machine answers.
 */
export function takeCall(
  random: Random,
  desks: readonly Desk[],
  department: DemoDepartment,
  at: number,
  time: (second: number) => Date,
  open: boolean,
): CallEnd {
  const queue = { key: 'queue', role: 'queue', line: department.queue, startedAt: time(at) } as const
  const own = desks.filter((desk) => desk.person.department === department.key)
  if (!open || !own.some((desk) => desk.present(at))) return outOfHours(random, at, time, queue)

  const patience = at + 18 + random.exponential(75)
  const rung: LegObservation[] = []
  let now = at + 4
  while (now < patience) {
    const free = own.filter(
      (desk) => desk.present(now) && desk.busyUntil <= now && !rung.some((leg) => leg.line === desk.line),
    )
    if (free.length === 0) {
      if (rung.length > 0 && rung.length >= own.filter((desk) => desk.present(now)).length) break
      now += 3
      continue
    }
    const desk = random.pick(free)
    const leg = { key: `ring-${desk.line}`, role: 'person', line: desk.line, startedAt: time(now) } as const
    const picksUp = random.chance(desk.person.habits?.answers ?? 0.9)
    const answeredAt = now + 2 + random.exponential(4)
    if (picksUp && answeredAt < patience && answeredAt < now + ringSeconds) {
      const talk = Math.max(8, random.logNormal(desk.person.habits?.talk ?? 120, 0.75))
      const endedAt = answeredAt + talk
      desk.busyUntil = endedAt + random.int(10, 40)
      return {
        kind: 'talked',
        desk,
        answeredAt,
        endedAt,
        legs: [
          { ...queue, endedAt: time(answeredAt), outcome: 'answered' },
          ...rung,
          {
            ...leg,
            answeredAt: time(answeredAt),
            endedAt: time(endedAt),
            outcome: 'answered',
            talkSeconds: Math.round(talk),
          },
        ],
      }
    }
    const stopped = Math.min(now + ringSeconds, patience)
    rung.push({ ...leg, endedAt: time(stopped), outcome: 'no_answer' })
    now = stopped + 1
  }
  const endedAt = Math.max(now, Math.min(patience, now + 20))
  return {
    kind: 'lost',
    outcome: 'cancelled',
    endedAt,
    legs: [{ ...queue, endedAt: time(endedAt), outcome: 'cancelled' }, ...rung],
  }
}

function outOfHours(random: Random, at: number, time: (second: number) => Date, queue: LegObservation): CallEnd {
  const waits = 5 + random.exponential(22)
  if (waits < voicemailAfter) {
    return {
      kind: 'lost',
      outcome: 'cancelled',
      endedAt: at + waits,
      legs: [{ ...queue, endedAt: time(at + waits), outcome: 'cancelled' }],
    }
  }
  const endedAt = at + voicemailAfter + 8 + random.exponential(15)
  const machine: LegObservation = {
    key: 'voicemail',
    role: 'machine',
    line: '600',
    startedAt: time(at + voicemailAfter),
    answeredAt: time(at + voicemailAfter),
    endedAt: time(endedAt),
    outcome: 'machine',
  }
  return {
    kind: 'lost',
    outcome: 'machine',
    endedAt,
    legs: [{ ...queue, endedAt: time(at + voicemailAfter), outcome: 'no_answer' }, machine],
  }
}
