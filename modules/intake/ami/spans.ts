/** Spans of time in which somebody talked. */
import type { Channel, Span } from './channels.ts'

export interface Talk {
  /** Null where listening began in its middle. */
  readonly from: number | null
  /** Null while it goes on. */
  readonly to: number | null
  readonly spans: readonly Span[]
  /** Milliseconds, as far as they are over. */
  readonly ms: number
}

const start = (span: Span): number => span.from ?? Number.NEGATIVE_INFINITY
const end = (span: Span): number => span.to ?? Number.POSITIVE_INFINITY

/** What the channels shared with others, as one talk; null where they never did. */
export const together = (channels: readonly Pick<Channel, 'together'>[]): Talk | null =>
  talkOf(channels.flatMap((channel) => channel.together))

/** The part of two talks that happened at the same time; null where there is none. */
export const common = (a: Talk, b: Talk): Talk | null =>
  talkOf(
    a.spans.flatMap((one) =>
      b.spans.flatMap((other): Span[] => {
        const from = Math.max(start(one), start(other))
        const to = Math.min(end(one), end(other))
        return from > to ? [] : [{ from: Number.isFinite(from) ? from : null, to: Number.isFinite(to) ? to : null }]
      }),
    ),
  )

function talkOf(spans: readonly Span[]): Talk | null {
  const merged: Span[] = []
  for (const span of [...spans].sort((a, b) => start(a) - start(b))) {
    const last = merged.at(-1)
    if (last && start(span) <= end(last))
      merged[merged.length - 1] = end(span) > end(last) ? { ...last, to: span.to } : last
    else merged.push(span)
  }
  const [first] = merged
  const last = merged.at(-1)
  if (!first || !last) return null
  const ms = merged.reduce((sum, { from, to }) => sum + (from === null || to === null ? 0 : to - from), 0)
  return { from: first.from, to: last.to, spans: merged, ms }
}

const longest = 7 * 86_400

/**
 * Seconds that an event tells, or null. Some versions document a moment in the same field: what is no length is none.
 */
export function lengthOf(text: string | undefined): number | null {
  const seconds = Number(text)
  return text !== undefined && text !== '' && seconds >= 0 && seconds <= longest ? seconds : null
}
