/**
 * Reads a mailbox for as long as it is connected. Folders are opened for reading alone (EXAMINE): nothing is ever deleted,
 * moved or marked as read. Letters of all folders are taken in the order in which they arrived, so that after a break
 * answers come after what they answer.
 */
import type { ImapFlow } from 'imapflow'
import { ConnectionFailure, type Kept, type Listener, type Source } from '../../intake/index.ts'
import { type FolderCursor, type MailCursor, readCursor, wanted } from './cursor.ts'
import { type Folders, foldersOf, openMailbox } from './mailbox.ts'
import { type MailSettings, mailSettings } from './settings.ts'

/** Folders other than the inbox tell nothing by themselves: they are looked at so often. */
const lookEveryMs = 60_000
/** Of a larger letter the first bytes are kept: its texts stand there, its last files are named and not stored. */
export const largestLetter = 12_000_000
const perChunk = 25
const chunkBytes = 16_000_000

export interface MailListening {
  /** Mail servers of the own network may be connected to. */
  readonly allowPrivate: boolean
  readonly now: () => Date
  readonly lookEveryMs?: number
}

/** The listener of mailboxes. */
export const createMailListener =
  ({ allowPrivate, now, lookEveryMs: every = lookEveryMs }: MailListening): Listener =>
  async (source, signal) => {
    const settings = mailSettings(source.settings)
    const client = await openMailbox(settings, source.secrets.password ?? '', allowPrivate)
    const close = (): void => client.close()
    signal.addEventListener('abort', close, { once: true })
    try {
      const folders = await foldersOf(client, settings)
      let cursor = readCursor(source.cursor)
      while (!signal.aborted) {
        cursor = await catchUp(client, folders, cursor, source, settings, now)
        await source.ok()
        await news(client, folders.inbox, cursor, every)
      }
    } catch (error) {
      if (!signal.aborted) throw error
    } finally {
      signal.removeEventListener('abort', close)
      client.close()
    }
  }

/** Waits until the inbox has something new or it is time to look at the other folders. @throws where the connection ends */
async function news(client: ImapFlow, inbox: string, cursor: MailCursor, every: number): Promise<void> {
  const { uidNext } = await client.mailboxOpen(inbox, { readOnly: true })
  if (!client.usable) throw new ConnectionFailure('ended')
  // What came while another folder was open is told to nobody.
  const known = cursor.folders[inbox]
  if (known && uidNext > known.lastUid + 1) return
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => done(), every)
    const done = (failure?: Error): void => {
      clearTimeout(timer)
      client.off('exists', onExists)
      client.off('close', onClose)
      if (failure) reject(failure)
      else resolve()
    }
    const onExists = (): void => done()
    const onClose = (): void => done(new ConnectionFailure('ended'))
    client.on('exists', onExists)
    client.on('close', onClose)
  })
}

interface Found {
  readonly folder: string
  readonly uid: number
  readonly at: Date
  readonly size: number
}

/** Reads everything new of every folder into the inbox and returns the new cursor, which is saved by then. */
async function catchUp(
  client: ImapFlow,
  folders: Folders,
  before: MailCursor,
  source: Source,
  settings: MailSettings,
  now: () => Date,
): Promise<MailCursor> {
  const began = now()
  const tops = new Map<string, FolderCursor>()
  const found: Found[] = []
  for (const folder of folders.read) {
    const lock = await client.getMailboxLock(folder, { readOnly: true })
    try {
      const news = await newIn(client, folder, before, settings, began)
      tops.set(folder, news.top)
      found.push(...news.letters)
    } finally {
      lock.release()
    }
  }
  found.sort((a, b) => a.at.getTime() - b.at.getTime() || a.uid - b.uid)
  let cursor: MailCursor = before
  while (found.length > 0) {
    const chunk = takeChunk(found)
    await source.keep(await download(client, chunk))
    cursor = { folders: progress(tops, found), seenAt: before.seenAt }
    await source.saveCursor(cursor)
  }
  const done: MailCursor = { folders: Object.fromEntries(tops), seenAt: began.toISOString() }
  // An hour's difference is worth a write; each look is not.
  const aged = began.getTime() - (before.seenAt ? Date.parse(before.seenAt) : 0) > 3_600_000
  const changed = cursor !== before || JSON.stringify(done.folders) !== JSON.stringify(before.folders)
  if (!aged && !changed) return before
  await source.saveCursor(done)
  return done
}

async function newIn(
  client: ImapFlow,
  folder: string,
  before: MailCursor,
  { readBackDays }: MailSettings,
  now: Date,
): Promise<{ readonly top: FolderCursor; readonly letters: Found[] }> {
  const mailbox = client.mailbox
  if (!mailbox) throw new ConnectionFailure('protocol', `${folder} was not opened`)
  const uidValidity = String(mailbox.uidValidity)
  const known = before.folders[folder]
  const want = wanted(known, { uidValidity }, before.seenAt, readBackDays, now)
  const last = want.kind === 'after' ? want.uid : Math.max(0, mailbox.uidNext - 1)
  const chosen =
    want.kind === 'since' && want.day ? (await client.search({ since: want.day }, { uid: true })) || [] : []
  // "n:*" always names the last letter, also where its number is smaller than n.
  const range = [...chosen.filter((uid) => uid <= last), `${last + 1}:*`].join(',')
  const letters: Found[] = []
  // Numbers of letters that are gone by now are read as well.
  let top = Math.max(last, mailbox.uidNext - 1)
  if (mailbox.exists > 0 || chosen.length > 0) {
    for await (const { uid, internalDate, size } of client.fetch(
      range,
      { uid: true, internalDate: true, size: true },
      { uid: true },
    )) {
      if (uid <= last && !chosen.includes(uid)) continue
      top = Math.max(top, uid)
      const at = internalDate instanceof Date ? internalDate : new Date(internalDate ?? now)
      letters.push({ folder, uid, at, size: size ?? 0 })
    }
  }
  return { top: { uidValidity, lastUid: top }, letters }
}

function takeChunk(found: Found[]): Found[] {
  let bytes = 0
  const end = found.findIndex(({ size }, index) => {
    bytes += Math.min(size, largestLetter)
    return index > 0 && (index >= perChunk || bytes > chunkBytes)
  })
  return found.splice(0, end < 0 ? found.length : end)
}

/** Per folder the number up to which everything is kept, while letters still wait in order of time, not of numbers. */
function progress(tops: ReadonlyMap<string, FolderCursor>, pending: readonly Found[]): Record<string, FolderCursor> {
  return Object.fromEntries(
    [...tops].map(([folder, { uidValidity, lastUid }]) => {
      const first = Math.min(...pending.flatMap((letter) => (letter.folder === folder ? [letter.uid] : [])))
      return [folder, { uidValidity, lastUid: Math.min(lastUid, first - 1) }]
    }),
  )
}

/** A part is asked for of large letters alone: not every server reads parts of several letters at once rightly. */
async function download(client: ImapFlow, letters: readonly Found[]): Promise<Kept[]> {
  const kept = new Map<Found, Kept>()
  for (const folder of new Set(letters.map((letter) => letter.folder))) {
    const ofFolder = new Map(letters.filter((letter) => letter.folder === folder).map((letter) => [letter.uid, letter]))
    const all = [...ofFolder.values()]
    const whole = all.filter(({ size }) => size <= largestLetter)
    const large = all.filter(({ size }) => size > largestLetter)
    const lock = await client.getMailboxLock(folder, { readOnly: true })
    try {
      for (const part of [whole, ...large.map((letter) => [letter])].filter(({ length }) => length > 0)) {
        const query = { uid: true, source: part === whole ? true : { maxLength: largestLetter } }
        const uids = part.map(({ uid }) => uid)
        for await (const { uid, source } of client.fetch(uids, query, { uid: true })) {
          const letter = ofFolder.get(uid)
          if (!letter || !source) continue
          if (source.length === 0 && letter.size > 0)
            throw new ConnectionFailure('protocol', `letter ${uid} came empty`)
          kept.set(letter, keptOf(letter, source))
        }
      }
    } finally {
      lock.release()
    }
  }
  return letters.flatMap((letter) => kept.get(letter) ?? [])
}

const keptOf = ({ folder, at, size }: Found, body: Buffer): Kept => ({
  topic: 'letter',
  contentType: 'message/rfc822',
  headers: { folder, arrived: at.toISOString(), ...(size > body.length && { size: String(size) }) },
  body,
})
