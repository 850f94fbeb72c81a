import { Problem } from '../../../kernel/problem.ts'
import { problemText } from '../../../kernel/problem-texts.ts'
import type { Mapped, Settings } from '../adapters/adapter.ts'
import { adapterOf } from '../adapters/index.ts'
import { absurdity } from '../adapters/sane.ts'
import type { Reason } from '../reasons.ts'
import type { RawEvent } from './store.ts'

/** Maps an event through its adapter and refuses what is absurd. Whatever an adapter throws is a reason, never a crash. */
export function mapEvent(event: RawEvent, settings: Settings): Mapped {
  const adapter = adapterOf(event.provider)
  if (!adapter) return { kind: 'failed', reason: { code: 'no_adapter', detail: event.provider } }
  try {
    const mapped = adapter.map({ ...event, headers: event.headers ?? {} }, settings)
    if (mapped.kind !== 'told') return mapped
    for (const observation of mapped.observations) {
      const absurd = absurdity(observation, event.receivedAt)
      if (absurd) return { kind: 'failed', reason: absurd }
    }
    return mapped
  } catch (error) {
    return { kind: 'failed', reason: recordFailure(error) }
  }
}

/** The reason of an event that the record refused. */
export function recordFailure(error: unknown): Reason {
  if (error instanceof Problem) return { code: 'record_failed', detail: problemText(error.code, 'ru', error.values) }
  return { code: 'record_failed', detail: error instanceof Error ? error.message : String(error) }
}
