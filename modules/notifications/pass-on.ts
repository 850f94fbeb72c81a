/** Decides who hears of what was announced, and where. */
import type { Database, Transaction } from '../../platform/database/database.ts'
import { tellLive } from '../../platform/live/tell-live.ts'
import type { NoticeKind } from '../../platform/notices/kinds.ts'
import { findWorkspace } from '../workspaces/index.ts'
import type { Catalogue } from './catalogue.ts'
import { concerns, departureOf, fits, mayHear, type Pace, type Place, soonerPace } from './rules.ts'
import { listChannels } from './store/channels.ts'
import { putInto } from './store/messages.ts'
import { insertBell, markPassedOn, type NoticeRow, takeWaiting } from './store/notices.ts'
import { listPeople, type Person, placesOf } from './store/people.ts'
import { type CompanyRule, listRules } from './store/rules.ts'

const perRun = 100
/** What could not be passed on for so long is no news: it stands in the bell as read, and no message leaves. */
const newsMs = 24 * 3_600_000

interface House {
  readonly people: readonly Person[]
  readonly rules: readonly CompanyRule[]
  readonly channels: readonly { readonly id: string; readonly kind: 'slack' | 'telegram' | 'webhook' }[]
  readonly mailWorks: boolean
  /** IANA zone of the company: that of its channels. */
  readonly zone: string
}

/**
 * Passes on what waits in a company: rings bells and puts messages into the outbox, in one transaction with the mark that it is
 * done. Returns whether more may wait. `mailWorks`: the installation can send letters; without it none are kept for later.
 */
export async function passOn(
  db: Database,
  catalogue: Catalogue,
  mailWorks: boolean,
  workspaceId: string,
  now: Date,
): Promise<boolean> {
  return db.transaction(async (tx) => {
    const notices = await takeWaiting(tx, workspaceId, perRun)
    if (notices.length === 0) return false
    const ids = notices.flatMap(({ interactionId }) => interactionId ?? [])
    const places = await placesOf(tx, workspaceId, ids)
    const house: House = {
      people: await listPeople(tx, workspaceId),
      rules: (await listRules(tx, workspaceId)).filter(({ active }) => active),
      channels: (await listChannels(tx, workspaceId)).filter(({ active }) => active),
      mailWorks,
      zone: (await findWorkspace(tx, workspaceId))?.timezone ?? 'UTC',
    }
    let rang = false
    for (const notice of notices) {
      const kind = catalogue.get(notice.type)
      if (!kind) continue
      const place = notice.interactionId === null ? 'none' : (places.get(notice.interactionId) ?? 'gone')
      rang = (await tell(tx, workspaceId, house, notice, kind, place, now)) || rang
    }
    await markPassedOn(
      tx,
      workspaceId,
      notices.map(({ id }) => id),
      now,
    )
    if (rang) await tellLive(tx, { workspaceId, type: 'notifications' })
    return notices.length === perRun
  })
}

/** Tells one notice; true where a bell rang. */
async function tell(
  tx: Transaction,
  workspaceId: string,
  { people, rules, channels, mailWorks, zone }: House,
  notice: NoticeRow,
  kind: NoticeKind,
  place: Place | 'none' | 'gone',
  now: Date,
): Promise<boolean> {
  const matching = rules.filter((rule) => fits(rule, notice, place === 'none' || place === 'gone' ? null : place))
  const listeners = people.filter((person) => mayHear(person, kind, place))
  const heard: string[] = []
  const isNews = now.getTime() - notice.createdAt.getTime() <= newsMs
  for (const person of listeners) {
    const pace = paceFor(person, notice, kind, matching)
    if (pace === null) continue
    heard.push(person.id)
    if (!isNews || !mailWorks || !person.mail) continue
    const wanted = person.paces[notice.type] ?? pace
    await depart(tx, workspaceId, { channel: 'mail', recipient: person.id }, wanted, person, notice.id, now)
  }
  await insertBell(tx, workspaceId, notice.id, heard, isNews ? null : now)
  for (const { id, kind: channel } of isNews ? channels : []) {
    const paces = matching.filter(({ channelId }) => channelId === id).map(({ pace }) => pace)
    if (paces.length === 0) continue
    const clock = { quiet: null, zone }
    await depart(tx, workspaceId, { channel, recipient: id }, paces.reduce(soonerPace), clock, notice.id, now)
  }
  return heard.length > 0
}

/** How soon somebody hears by letter as the company has it; null: not at all. */
function paceFor(person: Person, notice: NoticeRow, kind: NoticeKind, matching: readonly CompanyRule[]): Pace | null {
  const named = matching
    .filter(({ employees, roles }) => employees.includes(person.id) || roles.includes(person.role))
    .map(({ pace }) => pace)
  if (!concerns(notice.to, person)) return named.length > 0 ? named.reduce(soonerPace) : null
  const changed = matching.filter(({ concerned }) => concerned).map(({ pace }) => pace)
  return [changed.length > 0 ? changed.reduce(soonerPace) : kind.mail, ...named].reduce(soonerPace)
}

/** Puts a notice into the message that takes it along. */
async function depart(
  tx: Transaction,
  workspaceId: string,
  to: { readonly channel: 'mail' | 'slack' | 'telegram' | 'webhook'; readonly recipient: string },
  pace: Pace,
  clock: Pick<Person, 'quiet' | 'zone'>,
  noticeId: string,
  now: Date,
): Promise<void> {
  const departure = departureOf(pace, clock, now)
  if (!departure) return
  const alone = { ...to, key: `${noticeId}:${to.recipient}`, dueAt: departure.at }
  const shared = { ...to, key: `${to.recipient}:${departure.at.toISOString()}`, dueAt: departure.at }
  // The shared one may have left in this very moment: then this goes after it by itself.
  const put = departure.together ? await putInto(tx, workspaceId, shared, noticeId, now) : null
  if (!put) await putInto(tx, workspaceId, alone, noticeId, now)
}
