/**
 * Listens to a local exchange. What is heard of a call is kept at once and again as it grows; after a break the calls that
 * still go on are asked for, those that are gone are told to be over, and the call detail records fill in what nobody heard.
 */
import { setTimeout as pauseFor } from 'node:timers/promises'
import type { Kept } from '../adapters/adapter.ts'
import { isObject } from '../adapters/body.ts'
import { ConnectionFailure, type Listener, type Source } from '../listening/listener.ts'
import { fieldsOfEvent } from './cdr.ts'
import { type FilePlace, readNews } from './cdr-file.ts'
import { openAmi } from './client.ts'
import { createGathering, type Gathering } from './gather.ts'
import type { Packet } from './packets.ts'
import { placeOf } from './place.ts'

export interface AmiListening {
  /** Exchanges of the own network may be connected to. */
  readonly allowPrivate: boolean
  /**
   * The real path of a file that this company may read, or null: files of the server are given to a company by whoever runs
   * the server, not by the company itself.
   */
  readonly fileOf: (workspaceId: string, path: string) => Promise<string | null>
  readonly now: () => Date
  readonly patienceMs?: number
  readonly pingMs?: number
  /** Milliseconds between two looks at the call detail records. */
  readonly lookMs?: number
  /** Milliseconds between two comparisons with what really goes on. */
  readonly reconcileMs?: number
}

/** Only these are sent at all, where the exchange lets its events be chosen: it writes a hundred others for each call. */
const wanted = [
  'Event: (Newchannel|Newstate|Hangup|HangupRequest|SoftHangupRequest|Dial|DialBegin|DialEnd|Bridge|BridgeEnter|BridgeLeave)\\s',
  'Event: (QueueCaller.*|Join|Leave|Agent.*|BlindTransfer|LocalBridge|Cdr|FullyBooted|Shutdown)\\s',
  'Application: VoiceMail',
  'Variable: MIXMONITOR_FILENAME',
]
const narrow = 'system,call,agent,cdr'
const wide = `${narrow},dialplan`

interface Cursor {
  readonly open: Readonly<Record<string, number>>
  readonly cdr: FilePlace | null
}

/** The listener of exchanges. It remembers the calls of each while this process lives, so that a cut line loses nothing of them. */
export function createAmiListener(options: AmiListening): Listener {
  const gatherings = new Map<string, Gathering>()
  return async (source, signal) => {
    const stopping = new AbortController()
    const both = AbortSignal.any([signal, stopping.signal])
    const known = gatherings.get(source.endpointId)
    const gathering = known ?? createGathering()
    gatherings.set(source.endpointId, gathering)
    const cursor = readCursor(source.cursor)
    if (!known) gathering.remember(cursor.open)
    const progress = createProgress(source, gathering, cursor.cdr)
    try {
      // Whichever ends first ends the other: the runner starts both again.
      await Promise.race([
        hearCalls(source, gathering, progress, options, both),
        readRecords(source, progress, options, both),
      ])
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      stopping.abort()
      await progress.save().catch(() => undefined)
    }
  }
}

async function hearCalls(
  source: Source,
  gathering: Gathering,
  progress: Progress,
  options: AmiListening,
  signal: AbortSignal,
): Promise<void> {
  const now = (): number => options.now().getTime()
  const records: Late[] = []
  let wake: () => void = () => undefined
  const onEvent = (event: Packet): void => {
    if (event.Event === 'Cdr') records.push({ dueAt: now() + recordLateMs, kept: recordOf(event, gathering) })
    else gathering.take(event, now())
    wake()
  }
  const { patienceMs, pingMs, reconcileMs = 5 * 60_000 } = options
  const client = await openAmi(placeOf(source.settings, source.secrets, narrow), {
    ...{ allowPrivate: options.allowPrivate, signal, onEvent },
    ...(patienceMs !== undefined && { patienceMs }),
    ...(pingMs !== undefined && { pingMs }),
  })
  try {
    await chooseEvents(client.ask)
    await source.ok()
    let reconciledAt = 0
    while (!signal.aborted) {
      if (now() - reconciledAt >= reconcileMs) {
        reconciledAt = now()
        const channels = await client.list('CoreShowChannels')
        gathering.reconcile(
          channels.filter(({ Event }) => Event === 'CoreShowChannel'),
          reconciledAt,
          now(),
        )
      }
      gathering.alive(client.heardAt())
      await flush(source, gathering, records, now)
      await progress.save(now())
      await source.ok()
      const next = Math.min(records.length > 0 ? recordLateMs : 5_000, gathering.nextIn(now()) ?? 5_000, reconcileMs)
      const woken = new Promise<void>((resolve) => {
        wake = resolve
      })
      // An event only shortens the wait to its own due time, so the loop turns once per moment and not once per event.
      const heard = next > 200 ? woken : new Promise<void>(() => undefined)
      const turn = new AbortController()
      await Promise.race([
        pauseFor(Math.max(10, next), undefined, { signal: AbortSignal.any([signal, turn.signal]) }).catch(
          () => undefined,
        ),
        heard,
        client.ended,
      ]).finally(() => turn.abort())
    }
  } finally {
    client.close()
    // What was heard before the line was cut is kept all the same.
    if (!signal.aborted) await flush(source, gathering, records, () => now() + 10_000)
  }
}

/** Asks for what matters alone; an account that may not choose gets everything, which is only slower. */
async function chooseEvents(ask: (action: string, fields?: Packet) => Promise<Packet>): Promise<void> {
  for (const filter of wanted) {
    const answer = await ask('Filter', { Operation: 'Add', Filter: filter })
    if (answer.Response !== 'Success') return
  }
  await ask('Events', { EventMask: wide })
}

/** A record of a call waits for what was heard of the call itself, which says more. */
interface Late {
  readonly dueAt: number
  readonly kept: Kept
}
const recordLateMs = 400

async function flush(source: Source, gathering: Gathering, records: Late[], now: () => number): Promise<void> {
  const due = gathering.due(now())
  const taken = records.splice(0, records.filter(({ dueAt }) => dueAt <= now()).length)
  const kept = [
    ...due.map((told): Kept => ({ topic: 'call', contentType: json, body: Buffer.from(JSON.stringify(told)) })),
    ...taken.map(({ kept }) => kept),
  ]
  if (kept.length === 0) return
  try {
    await source.keep(kept)
  } catch (error) {
    gathering.giveBack(due, now())
    records.unshift(...taken)
    throw error
  }
}

const json = 'application/json'

/** A record names its channel, and its call only where the exchange was told to write it: we know which one that was. */
function recordOf(event: Packet, gathering: Gathering): Kept {
  const fields = fieldsOfEvent(event)
  const call = fields.linkedid ?? gathering.callOf(fields.uniqueid ?? '')
  return {
    topic: 'cdr',
    contentType: json,
    body: Buffer.from(JSON.stringify({ ...fields, ...(call && { linkedid: call }) })),
  }
}

/** Follows Master.csv, where the company has one; otherwise waits for the end. */
async function readRecords(
  source: Source,
  progress: Progress,
  { fileOf, lookMs = 5_000 }: AmiListening,
  signal: AbortSignal,
): Promise<void> {
  const wish = source.settings.cdrFile
  if (typeof wish !== 'string' || wish === '') {
    await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    return
  }
  const path = await fileOf(source.workspaceId, wish)
  if (!path) throw new ConnectionFailure('forbidden_address', wish)
  let wasRead = false
  while (!signal.aborted) {
    const news = await readNews(path, progress.cdr()).catch((error: NodeJS.ErrnoException) => {
      // A wrong set-up is shown at once; a disk that is away for a while must not keep live calls from being heard.
      if (!wasRead) throw new ConnectionFailure('unreachable', `${wish}: ${error.code ?? error.message}`)
      return null
    })
    if (signal.aborted) return
    if (!news) {
      await pauseFor(lookMs, undefined, { signal, ref: false }).catch(() => undefined)
      continue
    }
    wasRead = true
    if (news.lines.length > 0) {
      await source.keep(news.lines.map((line) => ({ topic: 'cdr', contentType: 'text/csv', body: Buffer.from(line) })))
    }
    await progress.read(news.place)
    if (!news.more) await pauseFor(lookMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

interface Progress {
  cdr(): FilePlace | null
  read(place: FilePlace): Promise<void>
  /** Writes down what changed: calls that began or ended, how far the records were read, and that calls still go on. */
  save(now?: number): Promise<void>
}

/** How much of a call's length is uncertain where this process dies and no record tells. */
const certainMs = 15_000

/** One cursor for both readers. */
function createProgress(source: Source, gathering: Gathering, from: FilePlace | null): Progress {
  let cdr = from
  let saved = ''
  let savedAt = 0
  const save = async (now = 0): Promise<void> => {
    const open = gathering.open()
    const calls = Object.keys(open)
    const shape = JSON.stringify([calls, cdr])
    if (shape === saved && (calls.length === 0 || now - savedAt < certainMs)) return
    await source.saveCursor({ open, cdr } satisfies Cursor)
    saved = shape
    savedAt = now
  }
  return {
    cdr: () => cdr,
    async read(place) {
      cdr = place
      await save()
    },
    save,
  }
}

function readCursor(value: unknown): Cursor {
  if (!isObject(value)) return { open: {}, cdr: null }
  const { open, cdr } = value
  const calls = isObject(open)
    ? Object.entries(open).filter((entry): entry is [string, number] => typeof entry[1] === 'number')
    : []
  const place =
    isObject(cdr) && typeof cdr.inode === 'string' && typeof cdr.offset === 'number'
      ? { inode: cdr.inode, offset: cdr.offset, ...(typeof cdr.before === 'string' && { before: cdr.before }) }
      : null
  return { open: Object.fromEntries(calls), cdr: place }
}
