import type { Card, Leg } from '../api.ts'

/** A stretch of a leg on the picture: parts of the whole, 0 to 1. */
export interface Stretch {
  readonly kind: 'rung' | 'talked'
  readonly from: number
  readonly to: number
}

export interface LegLine {
  readonly leg: Leg
  readonly stretches: readonly Stretch[]
  /** Seconds of ringing and of talk, where known. */
  readonly rung: number | null
  readonly talked: number | null
}

const at = (text: string | null): number | null => (text === null ? null : Date.parse(text))

/** The legs of a call on one axis of time: when each rang, and when there was talk. Unknown times are drawn to the edges. */
export function legLines(card: Pick<Card, 'startedAt' | 'endedAt' | 'durationSeconds' | 'legs'>): LegLine[] {
  const start = Date.parse(card.startedAt)
  const ends = card.legs.flatMap((leg) => at(leg.endedAt) ?? at(leg.answeredAt) ?? [])
  const end = Math.max(at(card.endedAt) ?? 0, start + (card.durationSeconds ?? 0) * 1000, ...ends, start + 1000)
  const place = (millis: number) => Math.max(0, Math.min(1, (millis - start) / (end - start)))
  return card.legs.map((leg) => {
    const from = at(leg.startedAt) ?? start
    const answered = at(leg.answeredAt)
    const to = at(leg.endedAt) ?? (leg.talkSeconds !== null && answered ? answered + leg.talkSeconds * 1000 : end)
    const seconds = (a: number, b: number) => Math.max(0, Math.round((b - a) / 1000))
    if (answered === null) {
      return {
        leg,
        stretches: [{ kind: 'rung', from: place(from), to: place(to) }],
        rung: seconds(from, to),
        talked: null,
      }
    }
    return {
      leg,
      stretches: [
        { kind: 'rung', from: place(from), to: place(answered) },
        { kind: 'talked', from: place(answered), to: place(to) },
      ],
      rung: seconds(from, answered),
      talked: leg.talkSeconds ?? seconds(answered, to),
    }
  })
}
