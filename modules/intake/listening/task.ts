import { once } from 'node:events'
import { setTimeout as pauseFor } from 'node:timers/promises'
import type { Database } from '../../../platform/database/database.ts'
import type { Log } from '../../../platform/log/log.ts'
import type { SecretBox } from '../../../platform/secrets/secret-box.ts'
import type { SecretValues } from '../adapters/adapter.ts'
import { openSecrets } from '../endpoints/secrets.ts'
import { pathOf } from '../endpoints/store.ts'
import type { Keeper } from '../inbox/keep.ts'
import { pauseAfter } from './backoff.ts'
import { type Failure, failureOf } from './failure.ts'
import { ConnectionFailure, type Listener, type Source } from './listener.ts'
import { type Listened, readCursor, type StateChange, writeCursor, writeState } from './states.ts'

export interface TaskServices {
  readonly db: Database
  readonly box: SecretBox
  readonly keeper: Pick<Keeper, 'keep'>
  readonly log: Log
  readonly now: () => Date
  /** The server's address as the world sees it. */
  readonly publicUrl?: string | undefined
  /** Milliseconds before the next attempt. */
  readonly pauseAfter?: typeof pauseAfter
  /** Milliseconds of work after which earlier failures are forgotten. */
  readonly healthyMs?: number
}

/** One endpoint's listener, started again and again until it is stopped. */
export interface Task {
  /** Ends the attempt that runs, or the pause before the next one, and begins anew. */
  again(): void
  /** Ends for good; resolves when nothing runs any more, or when the listener does not heed its signal. */
  stop(): Promise<void>
}

const healthyAfterMs = 60_000
/** How often a connection that goes on working is written down. */
const okEveryMs = 30_000
const patienceMs = 5_000

export function startTask(services: TaskServices, endpoint: Listened, listener: Listener): Task {
  const { db, box, keeper, log, now, publicUrl } = services
  const stopping = new AbortController()
  let attempt = new AbortController()
  let failures = 0

  const note = async (change: StateChange): Promise<void> => {
    try {
      await writeState(db, endpoint, change, now())
    } catch (error) {
      log.warn({ err: error, endpoint: endpoint.id }, 'the state of a connection could not be written')
    }
  }

  /** Runs the listener once; returns why it ended and for how many milliseconds it had worked. */
  const listenOnce = async (signal: AbortSignal): Promise<{ failure: Failure | null; worked: number }> => {
    let okSince = 0
    let okNoted = 0
    let secrets: SecretValues = {}
    try {
      secrets = opened(box, endpoint)
      const { workspaceId, id: endpointId, provider, settings } = endpoint
      const source: Source = {
        ...{ workspaceId, endpointId, secrets, settings },
        address: publicUrl ? `${publicUrl.replace(/\/$/, '')}${pathOf(endpoint)}` : null,
        cursor: await readCursor(db, endpoint),
        async saveCursor(cursor) {
          signal.throwIfAborted()
          await writeCursor(db, endpoint, cursor, now())
        },
        async keep(events) {
          signal.throwIfAborted()
          const receivedAt = now()
          await Promise.all(events.map((kept) => keeper.keep({ workspaceId, endpointId, provider, receivedAt, kept })))
        },
        async ok() {
          if (signal.aborted) return
          okSince ||= Date.now()
          if (Date.now() - okNoted < okEveryMs) return
          okNoted = Date.now()
          await note({ state: 'ok' })
        },
        async idle() {
          if (!signal.aborted) await note({ state: 'off' })
          if (!signal.aborted) await once(signal, 'abort')
        },
      }
      await listener(source, signal)
      return { failure: null, worked: okSince && Date.now() - okSince }
    } catch (error) {
      const failure = failureOf(error, secrets)
      if (!signal.aborted)
        log.info({ endpoint: endpoint.id, provider: endpoint.provider, ...failure }, 'a connection failed')
      return { failure, worked: okSince && Date.now() - okSince }
    }
  }

  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      attempt = new AbortController()
      const signal = AbortSignal.any([stopping.signal, attempt.signal])
      await note({ state: 'connecting', failures })
      const { failure, worked } = await listenOnce(signal)
      if (signal.aborted) {
        failures = 0
        continue
      }
      if (worked >= (services.healthyMs ?? healthyAfterMs)) failures = 0
      failures += 1
      const pause = (services.pauseAfter ?? pauseAfter)(failures, Math.random())
      const retryAt = new Date(now().getTime() + pause)
      await note(
        failure ? { state: 'failing', failure, failures, retryAt } : { state: 'connecting', failures, retryAt },
      )
      await pauseFor(pause, undefined, { signal, ref: false }).catch(() => {
        failures = 0
      })
    }
  }
  const running = run()

  return {
    again: () => attempt.abort(),
    async stop() {
      stopping.abort()
      const ended = await Promise.race([running.then(() => true), pauseFor(patienceMs, false, { ref: false })])
      if (!ended)
        log.warn({ endpoint: endpoint.id, provider: endpoint.provider }, 'a listener does not end when it is told to')
    },
  }
}

/** @throws ConnectionFailure `locked_secret` where the installation's key is another one than that which sealed them */
function opened(box: SecretBox, endpoint: Listened): SecretValues {
  try {
    return openSecrets(box, endpoint)
  } catch (cause) {
    throw new ConnectionFailure('locked_secret', undefined, { cause })
  }
}
