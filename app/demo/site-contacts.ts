/** What came over the company's own chat, callback button, mailbox and bot: told through those doors instead of a webhook. */
import type { Observation } from '../../modules/interactions/index.ts'
import { newClient } from './clients.ts'
import { createRandom } from './random.ts'
import { type DemoCompany, departmentFor } from './setting.ts'
import type { DemoVisit } from './visits.ts'

/** A contact, and the visit to the site that led to it; who writes a letter or to the bot was not seen on it. */
export interface SiteContact {
  readonly observation: Observation
  readonly visit: string | null
  readonly visitor: string | null
  readonly page: string
}

/** Since when the company has doors of its own: before that its site told of its contacts by webhook. */
export const doorsMs = 16 * 86_400_000

const ownKinds = ['chat', 'callback', 'email', 'messenger']

export const hasOwnDoor = ({ kind, direction }: Observation): boolean =>
  direction === 'inbound' && ownKinds.includes(kind)

/** The contacts with their visits. */
export function siteContacts(observations: readonly Observation[], visits: readonly DemoVisit[]): SiteContact[] {
  const byContact = new Map(visits.flatMap((one) => (one.contact ? [[one.contact.observation, one] as const] : [])))
  return observations.map((observation) => {
    const seen = byContact.get(observation)
    return {
      observation,
      visit: seen?.contact?.visit ?? null,
      visitor: seen?.contact?.visitor ?? null,
      page: seen?.lastPage ?? '',
    }
  })
}

const minuteMs = 60_000

/**
 * Who writes in the chat or waits for a call at this very moment, whatever the hour: some have just come, one has answered a
 * question, one is asked something. `count`: how many of these.
 */
export function contactsOfNow(
  company: DemoCompany,
  { seed, now, count }: { seed: number; now: Date; count: number },
): Observation[] {
  const random = createRandom(seed).fork('now')
  const [line] = company.people
    .flatMap(({ role, line, mayEnter }) => (role === 'manager' && line ? [{ line, mayEnter }] : []))
    .sort((a, b) => Number(b.mayEnter ?? false) - Number(a.mayEnter ?? false))
  const campaigns = company.advertising.campaigns.filter(({ calls }) => calls < 0.8)
  const waiting = [
    { kind: 'chat', ago: 2, lines: 1 },
    { kind: 'chat', ago: 6, lines: 1 },
    { kind: 'callback', ago: 3, lines: 1 },
    { kind: 'chat', ago: 14, lines: 3 },
    { kind: 'chat', ago: 31, lines: 2 },
    { kind: 'callback', ago: 22, lines: 1 },
  ] as const
  return waiting.slice(0, count).map(({ kind, ago, lines }, i): Observation => {
    const campaign = campaigns[(i * 3) % campaigns.length] ?? random.pick(campaigns)
    const [classKey = ''] = Object.keys(campaign.wants)
    const scripts = company.talks.dialogues[classKey] ?? []
    const script = scripts[i % Math.max(1, scripts.length)] ?? []
    const client = newClient(random, company, departmentFor(company, classKey), campaign, 1)
    const at = (place: number) => new Date(now.getTime() - ago * minuteMs + place * 1.6 * minuteMs)
    const messages = script.slice(0, lines).map((text, place) => ({
      ...{
        key: `m${place + 1}`,
        at: at(place),
        author: place % 2 === 0 ? ('client' as const) : ('employee' as const),
      },
      text: text.replaceAll('{а}', 'а').replaceAll('{who}', ''),
      ...(place % 2 === 1 && line ? { line: line.line } : {}),
    }))
    return {
      ...{ provider: 'generic', externalId: `demo-now-${i + 1}`, kind, direction: 'inbound' },
      ...{ at: messages.at(-1)?.at ?? at(0), startedAt: at(0), finished: false, messages },
      party: { phone: client.phone, ...(client.name && { name: client.name }) },
      ourAddress: company.advertising.site,
      origin: {
        source: campaign.source,
        ...(campaign.campaign && { campaign: campaign.campaign }),
        ...(campaign.placements[0] && { placement: campaign.placements[0].name }),
        ...(campaign.keywords[0] && { keyword: campaign.keywords[0].text }),
      },
    }
  })
}
