/** Which providers give recordings out by the keys of a connection, and how one is brought here. */
import { type Connection, withoutSecrets } from '../../intake/index.ts'
import { type Fetched, type FetchPlace, failureOf, fetchRecording } from '../fetch/fetch.ts'
import { largestRecording } from '../rules.ts'
import { createBeelineRecordings } from './beeline.ts'
import type { KeyedRecordings } from './keyed.ts'
import { createMangoRecordings } from './mango.ts'
import { createMegafonRecordings } from './megafon.ts'
import { createRostelecomRecordings } from './rostelecom.ts'
import { createZadarmaRecordings } from './zadarma.ts'

export type KeyedProviders = Readonly<Partial<Record<string, KeyedRecordings>>>

/** UIS is not among them: its links open without a key. MTS tells of no recording in its events. */
export const keyedProviders: KeyedProviders = {
  mango: createMangoRecordings(),
  zadarma: createZadarmaRecordings(),
  megafon: createMegafonRecordings(),
  rostelecom: createRostelecomRecordings(),
  beeline: createBeelineRecordings(),
}

const patienceMs = 120_000

/**
 * Brings the recording of an interaction here. `connections`: those of its provider that are switched on; each is asked until one gives
 * it out. Never throws.
 */
export async function fetchByKeys(
  url: string,
  keyed: KeyedRecordings | undefined,
  connections: readonly Connection[],
  place: FetchPlace,
): Promise<Fetched> {
  let last: Fetched | null = null
  for (const connection of keyed ? connections : []) {
    const name = keyed?.nameOf(url, connection) ?? null
    if (!keyed || name === null || !keyed.hasKeys(connection)) continue
    last = await askOne(keyed, name, connection, place)
    if (last.kind === 'got') return last
  }
  if (last) return last
  return keyed?.isKeyed(url) ? { kind: 'refused', reason: 'no_keys', detail: '' } : fetchRecording(url, place)
}

async function askOne(
  keyed: KeyedRecordings,
  name: string,
  connection: Connection,
  place: FetchPlace,
): Promise<Fetched> {
  try {
    const { allowPrivate } = place
    const answer = await keyed.ask(name, connection, {
      allowPrivate,
      timeoutMs: patienceMs,
      maxBytes: largestRecording,
    })
    // Where it leads goes without keys, and has to be allowed like any other address.
    if (answer.kind === 'lent') return await fetchRecording(answer.url, place)
    return answer.kind === 'got' ? answer : { ...answer, detail: withoutSecrets(answer.detail, connection.secrets) }
  } catch (error) {
    const failure = failureOf(error)
    return { ...failure, detail: withoutSecrets(failure.detail, connection.secrets) }
  }
}
