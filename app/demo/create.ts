/** Writes the demo companies through the same doors as everything else. */
import { addDays, dayStart, localDay } from '../../kernel/time.ts'
import { addDefaultClasses, type Observation, type Recorder } from '../../modules/interactions/index.ts'
import type { PastNumbers } from '../../modules/numbers/index.ts'
import {
  addDepartment,
  addEmployee,
  type Company,
  createWorkspace,
  findWorkspace,
  listDepartments,
  listEmployees,
  setDemoLogins,
  system,
} from '../../modules/workspaces/index.ts'
import { type Queryable, sql } from '../../platform/database/database.ts'
import type { Services } from '../../platform/services/services.ts'
import { clinic } from './clinic/index.ts'
import type { DemoDeal } from './deals.ts'
import { demoEmail, demoLogins, demoPassword } from './logins.ts'
import { type RecordedCall, recordedCalls } from './recorded-calls.ts'
import type { DemoCompany } from './setting.ts'
import { contactsOfNow, doorsMs, hasOwnDoor, type SiteContact, siteContacts } from './site-contacts.ts'
import { createSiteNumbers, poolBeside } from './site-numbers.ts'
import { type DemoSpend, spendOf } from './spend.ts'
import { tellStory } from './story.ts'
import { type DemoVisit, demoVisits } from './visits.ts'
import { windows } from './windows/index.ts'

/** Where a demo company's money, deals and connections go: the modules that own them. */
export interface DemoLedgers {
  spend(workspace: Company, rows: readonly DemoSpend[]): Promise<void>
  deals(workspace: Company, rows: readonly DemoDeal[]): Promise<void>
  visits(workspace: Company, site: string, visits: readonly DemoVisit[]): Promise<void>
  talks(workspace: Company, company: DemoCompany): Promise<DemoTalks>
  numbers(workspace: Company, past: PastNumbers): Promise<void>
  /** Marketing's word on the classes, once the story is told. */
  reviews(workspace: Company): Promise<void>
  /** `recent`: what the story told of its last days. */
  connections(workspace: Company, recent: readonly Observation[]): Promise<void>
}

/** What the company's own doors take, in the order of the story. */
export interface DemoTalks {
  /** Requests to be called back, before the calls of their day. */
  ask(contacts: readonly SiteContact[]): Promise<void>
  /** What no call has ended by `now` is ended by hand, but for the last day's. */
  endRequests(now: Date): Promise<void>
  /** All of them once more, when the story is at its end: chats, letters and messages are kept, everything gets its class. */
  tell(contacts: readonly SiteContact[], recorded: readonly RecordedCall[]): Promise<void>
}

export interface DemoOptions {
  readonly services: Pick<Services, 'db' | 'accounts' | 'now'>
  readonly recorder: Recorder
  readonly ledgers: DemoLedgers
  /** The same seed tells the same story. */
  readonly seed?: number
  /** Share of the work that is done, 0–1. */
  readonly onProgress?: (done: number) => void
}

const batchSize = 4000
/** What the connections have kept of the story: its last 36 hours, a working day at whatever hour the demo begins. */
const recentMs = 36 * 3_600_000

/** Since when the site shows numbers of a pool. */
const numbersMs = 16 * 24 * 3_600_000

/** How far back the site's visits are told. */
const siteMs = 45 * 86_400_000

const isFromSite = ({ kind, direction }: Observation): boolean =>
  direction === 'inbound' && (kind === 'form' || kind === 'chat' || kind === 'callback')

/** The demo is whole when its first company names the logins: the last step. */
export async function demoIsWhole(db: Queryable): Promise<boolean> {
  const [row] = await db.query(
    sql`select 1 as found from workspaces w where w.slug = ${windows.about.slug} and w.is_demo and w.settings ? 'demoLogins'`,
  )
  return row !== undefined
}

/**
 * Creates the demo: a company with a login per role, and a small one that its agency serves too. One that was interrupted is
 * finished: its story is told anew up to the moment it was founded, and what the record knows already changes nothing.
 */
export async function createDemo(options: DemoOptions): Promise<Company> {
  const { db } = options.services
  const workspace = await createOne(windows, options)
  await createOne(clinic, { ...options, onProgress: () => undefined })
  await db.query(sql`analyze`)
  await setDemoLogins(
    db,
    workspace.id,
    demoLogins.map(({ role, key, name }) => ({ role, email: demoEmail(key), password: demoPassword, name })),
  )
  return workspace
}

async function createOne(
  company: DemoCompany,
  { services, recorder, ledgers, ...options }: DemoOptions,
): Promise<Company> {
  const { db } = services
  const { days } = company
  const seed = options.seed ?? 1
  const { workspace, foundedAt } = await found(company, services)
  await hire(company, services, workspace, foundedAt)

  const lastDay = localDay(foundedAt, workspace.timezone)
  let batch: Observation[] = []
  const flush = async () => {
    const observations = batch
    batch = []
    await db.transaction((tx) => recorder.record(tx, { workspace, observations, now: services.now() }))
  }
  const deals: DemoDeal[] = []
  let recent: readonly Observation[] = []
  const fromSite: Observation[] = []
  const lastDays: { readonly day: string; readonly observations: readonly Observation[] }[] = []
  const siteNumbers = createSiteNumbers(company.advertising, {
    numbers: poolBeside(company.advertising.mainNumber, 18),
    since: new Date(foundedAt.getTime() - numbersMs),
    ...{ now: foundedAt, timezone: workspace.timezone, seed },
  })
  let told = 0
  for (const { day, ...happened } of tellStory({ company, seed, now: foundedAt, lastDay, days })) {
    const ofNow = day === lastDay ? contactsOfNow(company, { seed, now: foundedAt, count: company.contactsNow }) : []
    const observations = [...happened.observations, ...ofNow]
    const seen = siteNumbers.day(observations)
    deals.push(...happened.deals)
    recent = [...recent, ...seen].filter(({ at }) => foundedAt.getTime() - at.getTime() < recentMs)
    fromSite.push(...observations.filter((one) => isFromSite(one) && foundedAt.getTime() - one.at.getTime() < siteMs))
    if (foundedAt.getTime() - dayStart(day, workspace.timezone).getTime() < doorsMs) {
      lastDays.push({ day, observations: seen })
    } else batch.push(...seen)
    if (batch.length >= batchSize) await flush()
    options.onProgress?.(++told / days)
  }
  await flush()
  const { advertising } = company
  const visits = demoVisits(advertising, fromSite, { seed, now: foundedAt })
  const ownDoor = new Set(lastDays.flatMap(({ observations }) => observations.filter(hasOwnDoor)))
  const byWebhook = (one: DemoVisit): DemoVisit =>
    one.contact && ownDoor.has(one.contact.observation) ? { ...one, contact: null } : one
  await ledgers.visits(workspace, advertising.site, visits.map(byWebhook))
  const talks = await ledgers.talks(workspace, company)
  // Day by day: a request waits until its call, and no longer than until somebody gives it up.
  for (const { day, observations } of lastDays) {
    await talks.ask(siteContacts(observations.filter(hasOwnDoor), visits))
    batch = observations.filter((one) => !hasOwnDoor(one))
    await flush()
    if (day !== lastDay) await talks.endRequests(dayStart(addDays(day, 1), workspace.timezone))
  }
  await talks.tell(siteContacts([...ownDoor], visits), recordedCalls(recent, seed, company.recordedCalls))
  await ledgers.deals(
    workspace,
    deals.map((deal) => settled(deal, lastDay)),
  )
  await ledgers.numbers(workspace, siteNumbers.past())
  await ledgers.connections(
    workspace,
    recent.filter((one) => !hasOwnDoor(one)),
  )
  await ledgers.reviews(workspace)
  await ledgers.spend(workspace, spendOf(company, seed, addDays(lastDay, 1 - days), lastDay))
  return workspace
}

/** A deal that would close after the story's end is still open. */
const settled = (deal: DemoDeal, lastDay: string): DemoDeal =>
  deal.closedOn !== null && deal.closedOn > lastDay ? { ...deal, stage: 'proposal', closedOn: null } : deal

async function found(
  { about, classes, departments }: DemoCompany,
  { db, now }: DemoOptions['services'],
): Promise<{ workspace: Company; foundedAt: Date }> {
  const [begun] = await db.query<{ id: string; foundedAt: Date }>(
    sql`select w.id, w.created_at as "foundedAt" from workspaces w where w.slug = ${about.slug} and w.is_demo`,
  )
  const known = begun && (await findWorkspace(db, begun.id))
  if (known) return { workspace: known, foundedAt: begun.foundedAt }
  const foundedAt = now()
  const by = system(foundedAt)
  const workspace = await db.transaction(async (tx) => {
    const created = await createWorkspace(tx, { ...about, isDemo: true }, by)
    await addDefaultClasses(tx, created.id, classes)
    for (const { name, queue, numbers = [] } of departments) {
      await addDepartment(tx, created.id, { name, lines: [queue, ...numbers] }, by)
    }
    return created
  })
  return { workspace, foundedAt }
}

async function hire(
  { people, departments }: DemoCompany,
  services: DemoOptions['services'],
  workspace: Company,
  foundedAt: Date,
): Promise<void> {
  const { db } = services
  const known = new Set((await listEmployees(db, workspace.id, { kind: 'all' })).map((employee) => employee.email))
  const ids = new Map((await listDepartments(db, workspace.id)).map((department) => [department.name, department.id]))
  const idOf = (key: string | null) => ids.get(departments.find((one) => one.key === key)?.name ?? '') ?? null
  const lastDay = localDay(foundedAt, workspace.timezone)
  for (const person of people) {
    const email = demoEmail(person.key)
    if (known.has(email)) continue
    await addEmployee(
      services,
      workspace.id,
      {
        name: person.name,
        email,
        role: person.role,
        departmentId: idOf(person.department),
        lines: person.line ? [person.line] : [],
        hiredOn: person.hiredDaysAgo ? addDays(lastDay, -person.hiredDaysAgo) : null,
        ...(person.mayEnter ? { account: { password: demoPassword } } : {}),
      },
      system(foundedAt),
    )
  }
}
