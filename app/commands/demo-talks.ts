import { endPastRequests, keepPastRequests, recordPastRequests, setUpCallbacks } from '../../modules/callbacks/index.ts'
import { keepPastChats } from '../../modules/chat/index.ts'
import { connectKnown } from '../../modules/intake/index.ts'
import type { Recorder } from '../../modules/interactions/index.ts'
import { keepPastConversations } from '../../modules/messaging/index.ts'
import { keepPastRecordings } from '../../modules/recordings/index.ts'
import { listSites } from '../../modules/visits/index.ts'
import { listEmployees, system } from '../../modules/workspaces/index.ts'
import type { Services } from '../../platform/services/services.ts'
import type { DemoLedgers } from '../demo/create.ts'
import { createRandom } from '../demo/random.ts'
import { conversationOf, dialogueOf, requestId, requestOf, verdicts } from '../demo/told-talks.ts'

const hours = (from: number, to: number) => ({ from: from * 60, to: to * 60 })
/** The hours of `officeHours`. */
const week = [...Array.from({ length: 5 }, () => hours(9, 19)), hours(10, 16), null]
const hourMs = 3_600_000

/** Where chats, requests to be called, letters, messages and recordings of the demo go; `seed` as the story's. */
export const keepDemoTalks =
  (
    { db, config, now }: Pick<Services, 'db' | 'config' | 'now'>,
    recorder: Recorder,
    seed: number,
  ): DemoLedgers['talks'] =>
  async (workspace, { about, advertising, talks }) => {
    const [site] = await listSites(db, workspace.id)
    if (!site) throw new Error(`${about.slug} has no site`)
    const place = { workspaceId: workspace.id, siteId: site.id, timezone: workspace.timezone }
    await setUpCallbacks(db, place, { enabled: true, week }, now())
    const people = await listEmployees(db, workspace.id, { kind: 'all' })
    const byLine = new Map(
      people.flatMap(({ id, name, email, lines }) => lines.map((line) => [line, { id, name, email }] as const)),
    )
    const by = { name: system(now()).actor.name, now: now() }
    const connect = (connection: Parameters<typeof connectKnown>[2]) =>
      connectKnown({ db, config }, workspace, connection, by)
    const [title = about.name] = about.name.split(':')
    const endpoints = {
      mail: await connect({
        ...{ provider: 'imap', name: `Почта ${advertising.mailbox}`, active: false, history: [] },
        secrets: { password: 'demo' },
        settings: { address: advertising.mailbox, host: `imap.${advertising.site}` },
      }),
      telegram: await connect({
        ...{ provider: 'telegram', name: `Telegram: ${title}`, active: false, history: [] },
        secrets: { botToken: 'demo' },
      }),
    }
    return {
      ask: (contacts) =>
        keepPastRequests(
          db,
          place,
          contacts
            .filter(({ observation }) => observation.kind === 'callback')
            .flatMap((one) => requestOf(one, workspace)),
        ),
      endRequests: (until) =>
        endPastRequests(db, workspace.id, ({ id, promisedFrom }) => {
          if (promisedFrom >= until) return null
          const random = createRandom(seed).fork(id)
          const at = new Date(Math.min(until.getTime(), promisedFrom.getTime() + random.int(1, 4) * hourMs))
          const { result, note } = random.weighted(verdicts)
          return { at, result, note }
        }),
      async tell(contacts, recorded) {
        const door = { db, recorder, now: now() }
        const ofKind = (...kinds: string[]) => contacts.filter(({ observation }) => kinds.includes(observation.kind))
        const classes = ofKind('callback').flatMap((one) => {
          const { classKey, at } = one.observation
          return classKey ? [[requestId(one), { at, classKey }] as const] : []
        })
        await recordPastRequests(door, workspace, site, new Map(classes))
        await keepPastChats(door, workspace, {
          site,
          settings: { enabled: true, title, week, contact: 'offline' },
          phrases: talks.phrases,
          dialogues: ofKind('chat').map((one) =>
            dialogueOf(one, byLine, workspace, { now: door.now, title: about.name, seed }),
          ),
        })
        const letters = ofKind('email', 'messenger').map((one) =>
          conversationOf(one, byLine, endpoints, advertising.mailbox),
        )
        await db.transaction((tx) => keepPastConversations(tx, { recorder, workspace, now: door.now }, letters))
        await keepPastRecordings(
          { ...door, config },
          workspace,
          recorded.map(({ call: { provider, externalId, at }, sound }) => ({
            ...{ provider, externalId, at, bytes: sound() },
            url: `https://lk.mango-office.ru/issa/api/recording/${externalId}`,
          })),
        )
      },
    }
  }
