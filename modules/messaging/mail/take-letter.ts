/** A letter of the inbox becomes a message of its dialogue. */
import type { Transaction } from '../../../platform/database/database.ts'
import type { HandedEvent, Handler, Unwanted } from '../../intake/index.ts'
import type { Recorder } from '../../interactions/index.ts'
import { type FileStore, insertFile, largestFile, mostFiles } from '../files.ts'
import { bouncedBack, findSentLetter, foundInSent } from '../outbox/letters.ts'
import { type Place, type Speaking, say } from '../say.ts'
import { findMessage, type NewMessage } from '../store.ts'
import { contactsInForm, ourAddresses, type Way, wayOf } from './direction.ts'
import { type Letter, readLetter } from './letter.ts'
import { cutText } from './quote.ts'
import { alwaysCounts, type MailSettings, mailSettings } from './settings.ts'
import { readBounce, sortLetter } from './sort.ts'
import { plainSubject, subjectKey } from './subject.ts'
import { isKnownThread, threadOf } from './threads.ts'

export const mail = 'mail'

/** The handler of letters. */
export const createMailHandler =
  (recorder: Recorder, files: FileStore): Handler =>
  async (tx, handed) => {
    const { workspace, now, event } = handed
    const settings = mailSettings(handed.settings)
    const letter = await readLetter(event.body)
    if (!letter.from && letter.headers.size === 0) throw new Error('no letter: it has no headers')
    const speaking: Speaking = { recorder, workspace, now }
    // What was sent from a card is in the record already, in the name of whoever wrote it.
    const sent = await findSentLetter(tx, workspace.id, letter.messageId)
    if (sent) return foundInSent(tx, workspace.id, sent.id)
    const unwanted = await sorted(tx, speaking, letter, settings)
    if (unwanted !== 'wanted') return unwanted ?? undefined
    const way = wayOf(letter, ourAddresses(settings.address, settings.ours))
    if (way.kind === 'internal') return { ignored: { code: 'colleagues', detail: letter.from?.address ?? '' } }
    return take(tx, speaking, handed, letter, way, settings, files)
  }

/** Sends away what is no client's word: null where nothing more is to be done with it. */
async function sorted(
  tx: Transaction,
  speaking: Speaking,
  letter: Letter,
  settings: MailSettings,
): Promise<Unwanted | 'wanted' | null> {
  const { kind, because } = sortLetter(letter)
  if (kind === 'letter' || (letter.from && alwaysCounts(letter.from.address, settings.always))) return 'wanted'
  const { id: workspaceId } = speaking.workspace
  if (kind === 'bounce') {
    const bounced = readBounce(letter)
    const ours = bounced.messageId ? await bouncedBack(tx, speaking, bounced, letter) : false
    return ours ? null : { ignored: { code: 'bounce', detail: because ?? '' } }
  }
  const known = await isKnownThread(tx, workspaceId, letter.references)
  if (kind === 'auto_reply' && known) return 'wanted'
  // Whoever answers a letter of ours is no newsletter, whatever their program writes into the headers.
  if (kind === 'newsletter' && known) return 'wanted'
  return { ignored: { code: kind, detail: because ?? '' } }
}

async function take(
  tx: Transaction,
  speaking: Speaking,
  { event, endpointId }: HandedEvent,
  letter: Letter,
  way: Exclude<Way, { kind: 'internal' }>,
  settings: MailSettings,
  store: FileStore,
): Promise<Unwanted | undefined> {
  const { workspace, now } = speaking
  const at = momentOf(letter, event.headers?.arrived, event.receivedAt)
  const key = await keyOf(tx, workspace.id, letter, at)
  const form = way.kind === 'inbound' && way.robot ? contactsInForm(letter.text) : null
  const robot = way.kind === 'inbound' && way.robot
  const client = {
    ...(way.client.name && { name: way.client.name }),
    // The address of a program is everybody's: it would make one client of all who filled a form in.
    ...(!robot && { email: way.client.address }),
    ...form,
  }
  const { thread, answersUnknown } = await threadOf(tx, workspace.id, letter, robot ? null : way.client.address, at)
  const { shown, cut } = cutText(letter.text)
  const automatic = sortLetter(letter).kind === 'auto_reply'
  const message: NewMessage = {
    key,
    at,
    author: automatic ? 'system' : way.kind === 'inbound' ? 'client' : 'employee',
    line: way.kind === 'outbound' ? way.author.address : null,
    text: shown || namesOf(letter) || '—',
    whole: cut ? letter.text : null,
    letter: {
      messageId: letter.messageId,
      references: letter.references,
      subject: letter.subject,
      from: letter.from?.address ?? null,
      to: letter.to.map(({ address }) => address),
      cc: letter.cc.map(({ address }) => address),
    },
  }
  const place: Place = {
    endpointId,
    provider: mail,
    thread,
    client,
    clientKey: robot ? null : way.client.address,
    subject: plainSubject(letter.subject) || null,
    subjectKey: subjectKey(letter.subject),
    answerTo: automatic ? null : { to: form?.email ?? way.client.address },
    ourAddress: settings.address,
    origin: settings.source ? { source: settings.source } : null,
    line: settings.responsible,
    answersOnly: answersUnknown,
    reopenDays: settings.reopenDays,
  }
  const { conversationId, fresh } = await say(tx, speaking, place, message)
  if (fresh)
    await keepFiles(tx, workspace.id, conversationId, key, letter, event.headers?.size !== undefined, store, now)
  return undefined
}

/**
 * When a letter was written: by its own clock where that agrees with the moment at which it arrived, else by that moment.
 * Letters travel for up to days, clocks of senders are wrong by years.
 */
function momentOf(letter: Letter, arrived: string | undefined, receivedAt: Date): Date {
  const there = arrived ? new Date(arrived) : receivedAt
  const known = Number.isNaN(there.getTime()) ? receivedAt : there
  if (!letter.date) return known
  const late = known.getTime() - letter.date.getTime()
  return late > -3_600_000 && late < 3 * 86_400_000 ? letter.date : known
}

/** Message-IDs are unique but for programs that make them badly: two letters of one id at other times are two. */
async function keyOf(tx: Transaction, workspaceId: string, letter: Letter, at: Date): Promise<string> {
  const known = await findMessage(tx, workspaceId, mail, letter.messageId)
  const same = !known || !letter.date || Math.abs(known.at.getTime() - at.getTime()) < 86_400_000
  return same ? letter.messageId : `${letter.messageId.slice(0, 250)}#${at.toISOString()}`
}

const namesOf = ({ files }: Letter): string => files.map(({ name }) => name).join(', ')

async function keepFiles(
  tx: Transaction,
  workspaceId: string,
  conversationId: string,
  messageKey: string,
  letter: Letter,
  cutShort: boolean,
  store: FileStore,
  now: Date,
): Promise<void> {
  for (const [position, file] of letter.files.slice(0, mostFiles).entries()) {
    // Of a letter that was read in part the last file is a part as well.
    const broken = cutShort && position === letter.files.length - 1
    const tooLarge = broken || file.content.length > largestFile
    const content = tooLarge ? null : await store.put(workspaceId, file.content)
    const { name, mime } = file
    const size = broken ? null : file.content.length
    const state = tooLarge ? 'too_large' : 'stored'
    const entry = {
      conversationId,
      messageKey,
      position,
      name,
      mime,
      size,
      state,
      content,
      source: null,
      createdBy: null,
    } as const
    await insertFile(tx, workspaceId, entry, now)
  }
}
