/** Sends what waits in the outbox, one attempt at a time. */
import type { Database } from '../../platform/database/database.ts'
import { tellLive } from '../../platform/live/tell-live.ts'
import { announce } from '../../platform/notices/announce.ts'
import type { SecretBox } from '../../platform/secrets/secret-box.ts'
import { type Company, findWorkspace } from '../workspaces/index.ts'
import { type Catalogue, wordings } from './catalogue.ts'
import type { Channel, Item, Result, Telling } from './channels/channel.ts'
import type { Reader } from './channels/mail.ts'
import type { Links } from './links.ts'
import { type ChannelKind, giveUpAfter, mayHear, outcomeOf } from './rules.ts'
import { type ChannelRow, noteLearned, readChannel, secretPlace } from './store/channels.ts'
import { leaseMessage, type MessageRow, noteAttempt } from './store/messages.ts'
import { type NoticeRow, noticesOf } from './store/notices.ts'
import { type Person, placesOf, readPerson } from './store/people.ts'

export interface Post {
  readonly db: Database
  readonly box: SecretBox
  readonly catalogue: Catalogue
  readonly links: Links
  /** Null: the installation has no mail server. */
  readonly mail: Channel<Reader> | null
  readonly channels: Readonly<Record<ChannelKind, Channel>>
  readonly now: () => Date
}

/** Longer than an attempt may take: a process that died gives the message back by this. */
const leaseMs = 180_000

/** What is sent to whom; null: nobody is to be told any more. */
interface Ready {
  readonly repeatable: boolean
  readonly channel: ChannelRow | null
  send(): Promise<Result>
}

const interrupted: Result = {
  attempt: { kind: 'unsure' },
  said: { status: null, answer: 'interrupted' },
}

/** Makes one attempt to send a message. Nothing where another process is at it. */
export async function attempt(post: Post, workspaceId: string, id: string): Promise<void> {
  const { db, now } = post
  const began = now()
  const row = await leaseMessage(db, workspaceId, id, began, new Date(began.getTime() + leaseMs))
  if (!row) return
  const ready = await prepare(post, workspaceId, row)
  if (!ready) {
    await noteAttempt(db, workspaceId, id, { state: 'cancelled' }, { status: null, answer: null }, now())
    return
  }
  // Its process ended in the middle of an attempt: where sending again could double it, a person decides.
  const result = row.wasSending && !ready.repeatable ? interrupted : await ready.send()
  const at = now()
  const { repeatable, channel } = ready
  const outcome = outcomeOf(result.attempt, { attempts: row.attempts, dueAt: row.dueAt, repeatable }, at)
  await db.transaction(async (tx) => {
    await noteAttempt(tx, workspaceId, id, outcome, result.said, at)
    if (channel) {
      const failingSince = outcome.state === 'sent' ? null : (channel.failingSince ?? at)
      const failing = failingSince !== null && at.getTime() - failingSince.getTime() >= giveUpAfter
      const stopped = await noteLearned(tx, workspaceId, channel.id, {
        failingSince,
        // A receiver that is busy is busy for every message.
        attemptAt: outcome.state === 'waiting' ? outcome.at : null,
        stopped: result.gone ? 'gone' : failing ? 'failing' : null,
        chat: result.chat ?? null,
      })
      if (stopped) {
        await announce(
          tx,
          {
            workspaceId,
            type: 'channel.stopped',
            interactionId: null,
            to: { roles: ['admin'] },
            facts: { name: channel.name, answer: result.said.answer },
            path: 'settings/notifications?tab=channels',
            key: `channel.stopped:${channel.id}:${at.toISOString()}`,
          },
          at,
        )
      }
    }
    if (outcome.state !== 'sent') await tellLive(tx, { workspaceId, type: 'notifications' })
  })
}

async function prepare(post: Post, workspaceId: string, row: MessageRow): Promise<Ready | null> {
  const company = await findWorkspace(post.db, workspaceId)
  const notices = await noticesOf(post.db, workspaceId, row.id)
  if (!company || notices.length === 0) return null
  return row.channel === 'mail'
    ? prepareLetter(post, company, row, notices)
    : prepareChannel(post, company, row.channel, row, notices)
}

/** What the reader may still hear: rights, the company and what they chose may have changed since it was put down. */
async function prepareLetter(
  { db, mail, catalogue, links }: Post,
  company: Company,
  row: MessageRow,
  notices: readonly NoticeRow[],
): Promise<Ready | null> {
  const person = await readPerson(db, company.id, row.recipient)
  if (!mail || !person?.mail) return null
  const heard = await stillHeard(db, catalogue, company.id, person, notices)
  const [first] = heard
  if (!first) return null
  const telling = tellingOf(
    company,
    row.id,
    person.language,
    itemsOf(company, catalogue, links, person.language, heard),
  )
  const type = heard.every((notice) => notice.type === first.type) ? first.type : null
  const reader: Reader = {
    name: person.name,
    email: person.email,
    settingsUrl: links.screen(company.slug, 'settings/notifications'),
    unsubscribeUrl: links.unsubscribe({ workspaceId: company.id, employeeId: person.id, type }),
  }
  return { repeatable: mail.repeatable, channel: null, send: () => mail.send(reader, telling) }
}

async function stillHeard(
  db: Database,
  catalogue: Catalogue,
  workspaceId: string,
  person: Person,
  notices: readonly NoticeRow[],
): Promise<NoticeRow[]> {
  const ids = notices.flatMap(({ interactionId }) => interactionId ?? [])
  const places = await placesOf(db, workspaceId, ids)
  return notices.filter(({ type, interactionId }) => {
    const kind = catalogue.get(type)
    const place = interactionId === null ? 'none' : (places.get(interactionId) ?? 'gone')
    return kind !== undefined && person.paces[type] !== 'never' && mayHear(person, kind, place)
  })
}

async function prepareChannel(
  { db, box, channels, catalogue, links }: Post,
  company: Company,
  kind: ChannelKind,
  row: MessageRow,
  notices: readonly NoticeRow[],
): Promise<Ready | null> {
  const channel = await readChannel(db, company.id, row.recipient)
  if (!channel?.active) return null
  const telling = tellingOf(
    company,
    row.id,
    channel.language,
    itemsOf(company, catalogue, links, channel.language, notices),
  )
  const target = targetOf(box, company.id, channel)
  const way = channels[kind]
  return { repeatable: way.repeatable, channel, send: () => way.send(target, telling) }
}

/** A channel as it is sent through: with its secrets opened. */
export const targetOf = (box: SecretBox, workspaceId: string, { id, settings, secret }: ChannelRow) => ({
  settings,
  secrets: JSON.parse(box.open(secret, secretPlace(workspaceId, id))) as Readonly<Record<string, string>>,
})

const itemsOf = (
  company: Company,
  catalogue: Catalogue,
  links: Links,
  language: Telling['language'],
  notices: readonly NoticeRow[],
): Item[] =>
  notices.flatMap(({ id, type, createdAt, interactionId, facts, path }) => {
    const kind = catalogue.get(type)
    if (!kind) return []
    const url = links.screen(company.slug, path)
    return [{ ...wordings(kind.words, facts)[language], id, type, at: createdAt, interactionId, facts, url }]
  })

export const tellingOf = (
  company: Company,
  id: string,
  language: Telling['language'],
  items: readonly Item[],
): Telling => ({ id, language, company: company.name, workspaceId: company.id, items })
