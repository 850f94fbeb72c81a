/**
 * A year of the demo company, day by day: what clients do, what the people on the phones do with it, and what comes of it.
 * Nothing here knows a report: figures follow from the events.
 */
import { addDays, dayStart, daysBetween, weekday } from '../../kernel/time.ts'
import type { Observation } from '../../modules/interactions/index.ts'
import { type Campaign, type ClassKey, campaigns, junkClasses, returningClasses } from './advertising.ts'
import { atWork, demand, hours, nextOpening, officeHours } from './calendar.ts'
import { type Client, newClient } from './clients.ts'
import { company, type DemoPerson, type DepartmentKey, people } from './company.ts'
import { type DemoDeal, dealOf } from './deals.ts'
import { type Desk, takeCall } from './floor.ts'
import { callObservation, dialled, internalCall, written } from './observations.ts'
import { createRandom, type Random } from './random.ts'
import { createAgenda, type Timed } from './tasks.ts'

export interface StoryOptions {
  readonly seed: number
  /** The company's last day, and how far it has come. */
  readonly now: Date
  readonly lastDay: string
  readonly days: number
}

export interface StoryDay {
  readonly day: string
  readonly observations: readonly Observation[]
  readonly deals: readonly DemoDeal[]
}

type Task = Timed &
  (
    | {
        readonly kind: 'contact'
        readonly client: Client
        readonly classKey: ClassKey
        readonly returning: boolean
        readonly tries: number
      }
    | { readonly kind: 'dial'; readonly desk: Desk; readonly client: Client; readonly padded: boolean }
    | { readonly kind: 'colleague'; readonly desk: Desk }
  )

/** Mean inbound contacts a day at mean demand, at the end of the year; the company grows by a quarter. */
const contactsPerDay = 78
const growth = 0.25
/** Share of contacts from people who are clients already. */
const returningShare = 0.24
/** Contacts of the last days are not all classed yet. */
const unclassedShare = [0.45, 0.12, 0.05]

interface Memory {
  readonly known: Record<DepartmentKey, Client[]>
  /** The few numbers that the padder dials. */
  readonly padded: Client[]
  sequence: number
}

/** The story, oldest day first. The same options give the same story. */
export function* tellStory({ seed, now, lastDay, days }: StoryOptions): Generator<StoryDay> {
  const random = createRandom(seed)
  const first = addDays(lastDay, 1 - days)
  const memory: Memory = { known: { retail: [], corporate: [], service: [] }, padded: [], sequence: 0 }
  for (const department of ['retail', 'corporate', 'service'] as const) {
    for (let i = 0; i < 150; i++)
      memory.known[department].push(oldClient(random.fork(`old-${department}-${i}`), department))
  }
  for (let i = 0; i < 5; i++) memory.padded.push(oldClient(random.fork(`padded-${i}`), 'retail'))
  for (let i = 0; i < days; i++) {
    const day = addDays(first, i)
    yield tellDay(random.fork(day), day, { memory, now, lastDay, done: i / days })
  }
}

const oldClient = (random: Random, department: DepartmentKey): Client =>
  newClient(random, department === 'corporate' ? 'corporate' : 'windows', department, null, 0.8)

const departmentOf = (key: ClassKey, returning: boolean, random: Random): DepartmentKey =>
  key === 'corporate' ? 'corporate' : returning && random.chance(0.6) ? 'service' : 'retail'

function tellDay(
  random: Random,
  day: string,
  context: { readonly memory: Memory; readonly now: Date; readonly lastDay: string; readonly done: number },
): StoryDay {
  const { memory, now, lastDay } = context
  const midnight = dayStart(day, company.timezone).getTime()
  const time = (second: number) => new Date(midnight + Math.round(second) * 1000)
  const age = daysBetween(day, lastDay)
  const desks = desksOf(day, age)
  const agenda = createAgenda<Task>([
    ...contactsOf(random, day, context.done, memory),
    ...desks.flatMap((desk) => callsOf(random, desk, day, memory)),
  ])
  const observations: Observation[] = []
  const deals: DemoDeal[] = []
  const office = officeHours(day)
  const open = (second: number) => office !== null && second >= office.opens * 3600 && second < office.closes * 3600
  const unclassed = unclassedShare[age] ?? 0.012
  const id = () => `demo-${day}-${++memory.sequence}`
  const classed = (key: ClassKey) => (random.chance(unclassed) ? {} : { classKey: key })

  for (let task = agenda.next(); task; task = agenda.next()) {
    if (time(task.at) > now) continue
    const at = task.at
    if (task.kind === 'colleague') {
      if (task.desk.busyUntil > at) continue
      const other = random.pick(desks.filter((desk) => desk !== task.desk))
      const talk = random.logNormal(70, 0.8)
      task.desk.busyUntil = at + talk
      observations.push(
        internalCall({ id: id(), from: task.desk.line, to: other.line, at, talk, answered: random.chance(0.85), time }),
      )
    } else if (task.kind === 'dial') {
      if (task.desk.busyUntil > at || !task.desk.present(at)) continue
      const answered = task.padded ? random.chance(0.5) : random.chance(0.68)
      const talk = task.padded
        ? 4 + random.exponential(7)
        : Math.max(6, random.logNormal(task.desk.person.habits?.talk ?? 120, 0.8))
      task.desk.busyUntil = at + 15 + (answered ? talk : 0) + random.int(15, 60)
      observations.push(
        dialled({
          id: id(),
          line: task.desk.line,
          client: task.client,
          at,
          talk,
          answered,
          rings: random.int(5, 28),
          time,
        }),
      )
    } else if (task.classKey !== 'spam' && !random.chance(task.client.campaign?.calls ?? 0.75) && task.tries === 0) {
      const { observation, answeredBy, callBackAt } = written({
        random,
        id: id(),
        task,
        desks,
        open,
        opensNext: nextOpening(day, at),
        now,
        time,
        classed: classed(task.classKey),
      })
      observations.push(observation)
      if (callBackAt !== null) dialLater(agenda, random, desks, task.client, callBackAt)
      if (answeredBy)
        deals.push(
          ...dealOf(random, { id: id(), client: task.client, classKey: task.classKey, person: answeredBy, day }),
        )
    } else {
      const department = departmentOf(task.classKey, task.returning, random)
      const end = takeCall(random, desks, department, at, time, open(at))
      observations.push(
        callObservation({
          random,
          id: id(),
          client: task.client,
          at,
          end,
          time,
          returning: task.returning,
          classed: end.kind === 'talked' ? classed(task.classKey) : {},
        }),
      )
      if (end.kind === 'talked') {
        deals.push(
          ...dealOf(random, { id: id(), client: task.client, classKey: task.classKey, person: end.desk.person, day }),
        )
      } else if (task.tries === 0 && random.chance(0.35)) {
        // Who did not get through often tries again; otherwise somebody may call back.
        agenda.add({ ...task, at: at + 120 + random.exponential(1500), tries: 1 })
      } else if (random.chance(0.62)) dialLater(agenda, random, desks, task.client, at + 300 + random.exponential(3600))
    }
    if (task.kind === 'contact') remember(memory, random, task.client)
  }
  // A talk that goes on at this moment is told by the next story.
  return { day, observations: observations.filter((told) => told.at <= now), deals }
}

const remember = (memory: Memory, random: Random, client: Client): void => {
  const list = memory.known[client.department]
  if (list.length < 1500) list.push(client)
  else list[random.int(0, list.length - 1)] = client
}

function dialLater(
  agenda: { add(task: Task): void },
  random: Random,
  desks: readonly Desk[],
  client: Client,
  at: number,
): void {
  const free = desks.filter((desk) => desk.person.department === client.department && desk.present(at))
  if (free.length > 0) agenda.add({ kind: 'dial', at, desk: random.pick(free), client, padded: false })
}

function desksOf(day: string, age: number): Desk[] {
  const dayNumber = daysBetween('2020-01-01', day)
  return people.flatMap((person, index) => {
    const { line, habits, hiredDaysAgo } = person
    if (!line || !habits || (hiredDaysAgo !== undefined && age > hiredDaysAgo)) return []
    return [
      {
        person,
        line,
        busyUntil: 0,
        present: (second: number) => atWork(index, day, Math.floor(second / 3600), dayNumber),
      },
    ]
  })
}

function contactsOf(random: Random, day: string, done: number, memory: Memory): Task[] {
  const mean = contactsPerDay * demand(day) * (1 - growth * (1 - done))
  return Array.from({ length: random.poisson(mean) }, (): Task => {
    const at = random.weighted(hours).hour * 3600 + random.int(0, 3599)
    if (random.chance(returningShare)) {
      const client = random.pick(memory.known[random.weighted(returningFrom).department])
      return { kind: 'contact', at, client, classKey: random.weighted(returningClasses).key, returning: true, tries: 0 }
    }
    const campaign = placed(random, random.weighted(campaigns))
    const junk = campaign.placements[0]?.junk ?? campaign.junk
    const classKey = random.chance(junk) ? random.weighted(junkClasses).key : wantOf(random, campaign)
    const department = classKey === 'corporate' ? 'corporate' : 'retail'
    return {
      kind: 'contact',
      at,
      client: newClient(random, classKey, department, campaign, 0.86),
      classKey,
      returning: false,
      tries: 0,
    }
  })
}

const returningFrom = [
  { department: 'service', weight: 5 },
  { department: 'retail', weight: 3 },
  { department: 'corporate', weight: 2 },
] as const

/** The campaign as one person met it: one placement and one keyword. */
const placed = (random: Random, campaign: Campaign): Campaign => ({
  ...campaign,
  placements: campaign.placements.length > 0 ? [random.weighted(campaign.placements)] : [],
  keywords: campaign.keywords.length > 0 ? [random.weighted(campaign.keywords)] : [],
})

const wantOf = (random: Random, campaign: Campaign): ClassKey =>
  random.weighted(Object.entries(campaign.wants).map(([key, weight]) => ({ key: key as ClassKey, weight }))).key

function callsOf(random: Random, desk: Desk, day: string, memory: Memory): Task[] {
  const office = officeHours(day)
  const habits = desk.person.habits
  if (!office || !habits) return []
  const pace = weekday(day) === 6 ? 0.3 : 1
  const at = () => random.int(office.opens * 3600, office.closes * 3600 - 600)
  const repeat = (mean: number, task: () => Task): Task[] => Array.from({ length: random.poisson(mean * pace) }, task)
  const department = desk.person.department ?? 'retail'
  const dial = (client: Client, padded = false): Task => ({ kind: 'dial', at: at(), desk, client, padded })
  return [
    ...repeat(habits.newCalls, () => dial(newClient(random, 'corporate', department, null, habits.mobile))),
    ...repeat(habits.repeatCalls, () => dial(knownClient(random, memory.known[department], habits.mobile))),
    ...repeat(habits.paddedCalls, () => dial(random.pick(memory.padded), true)),
    ...repeat(habits.internalCalls, (): Task => ({ kind: 'colleague', at: at(), desk })),
  ]
}

/** Somebody they know: of three who come to mind, one with the kind of number that this person prefers to dial. */
function knownClient(random: Random, known: readonly Client[], mobileShare: number): Client {
  const wantsMobile = random.chance(mobileShare)
  const three = [random.pick(known), random.pick(known), random.pick(known)]
  return three.find((client) => client.phone.startsWith('79') === wantsMobile) ?? random.pick(known)
}

export type { DemoPerson }
