/**
 * What a provider's webhooks did not tell: its history of calls is read again and again beside them and goes through the same inbox and
 * the same adapter. A call that both told is one interaction, because both name it by the same identity.
 */
import { setTimeout as pauseFor } from 'node:timers/promises'
import type { Kept } from '../adapters/adapter.ts'
import { isObject } from '../adapters/body.ts'
import type { Listener, Source } from '../listening/listener.ts'
import type { HistoryAsking } from './ask.ts'

/** Calls that began from `from` on and before `to`. */
export interface Span {
  readonly from: Date
  readonly to: Date
}

/** One provider's history. A new one is a file beside this and a line in index.ts. */
export interface History {
  /** Whether the connection was given what the provider asks for, and nobody has switched this off. */
  isOpen(source: Pick<Source, 'secrets' | 'settings'>): boolean
  /** The calls of a span, page by page. Throws what a `Listener` throws. */
  read(source: Source, span: Span, asking: HistoryAsking): AsyncIterable<readonly Kept[]>
}

export interface HistoryOptions {
  readonly allowPrivate: boolean
  readonly now: () => Date
  readonly everyMs?: number
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
/** Zadarma asks not to be asked every minute, and webhooks have told of nearly everything anyhow. */
const everyMs = 10 * minuteMs
/** A call stands in the history once it has ended, under the time at which it began; its recording follows later still. */
const overlapMs = 2 * hourMs
/** Of a connection that was never read: what happened on the day before is of use to whoever has just made it. */
const firstMs = 24 * hourMs
/** A server that was down for longer asks for no more. */
const longestMs = 30 * 24 * hourMs
/** Providers limit what one question may span to a month, and pages are smaller by the day. */
const pieceMs = 24 * hourMs

/** Listens by asking. How far was read is remembered piece by piece, so a long break that is interrupted goes on where it stopped. */
export function historyListener(history: History, options: HistoryOptions): Listener {
  const { allowPrivate, now } = options
  return async (source, signal) => {
    if (!history.isOpen(source)) return source.idle()
    let until = untilOf(source.cursor) ?? new Date(now().getTime() - firstMs)
    for (;;) {
      signal.throwIfAborted()
      for (const span of piecesOf(until, now())) {
        for await (const events of history.read(source, span, { allowPrivate, signal })) await source.keep(events)
        await source.saveCursor({ until: span.to.toISOString() })
        await source.ok()
        until = span.to
      }
      await pauseFor(options.everyMs ?? everyMs, undefined, { signal, ref: false })
    }
  }
}

function untilOf(cursor: unknown): Date | null {
  const until = isObject(cursor) && typeof cursor.until === 'string' ? new Date(cursor.until) : null
  return until && !Number.isNaN(until.getTime()) ? until : null
}

/** The spans to ask for, oldest first, where everything before `until` was read at that time. */
export function piecesOf(until: Date, now: Date): readonly Span[] {
  const end = now.getTime()
  const pieces: Span[] = []
  // A clock that was set back must not leave nothing to ask for.
  let from = Math.max(Math.min(until.getTime(), end) - overlapMs, end - longestMs)
  while (from < end) {
    const to = Math.min(from + pieceMs, end)
    pieces.push({ from: new Date(from), to: new Date(to) })
    from = to
  }
  return pieces
}
