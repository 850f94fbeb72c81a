/** What a day brings before anybody reacts: who is there, which clients come, whom each person means to call. */
import { daysBetween, weekday } from '../../kernel/time.ts'
import { atWork, demand, hours, officeHours } from './calendar.ts'
import { type Client, newClient } from './clients.ts'
import type { Desk } from './floor.ts'
import { knownOf, type Memory } from './memory.ts'
import type { Random } from './random.ts'
import { type Campaign, type DemoCompany, departmentFor } from './setting.ts'
import type { Timed } from './tasks.ts'

/** A client contacts the company: for the first time, as somebody it knows, or once more. */
export interface Contact extends Timed {
  readonly kind: 'contact'
  readonly client: Client
  readonly classKey: string
  readonly returning: boolean
  readonly tries: number
}

/** Somebody calls a client. */
export interface Dial extends Timed {
  readonly kind: 'dial'
  readonly desk: Desk
  readonly client: Client
  readonly padded: boolean
  /** The client asked to be called: how often that was tried. */
  readonly asked?: number
}

/** Somebody calls a colleague. */
export interface Colleague extends Timed {
  readonly kind: 'colleague'
  readonly desk: Desk
}

export type Task = Contact | Dial | Colleague

/** Who may be on the phone that day; `age`: days before the end of the story. */
export function desksOf({ people }: DemoCompany, day: string, age: number): Desk[] {
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

/** The clients of a day. `done`: how far the story has come, 0–1. */
export function contactsOf(random: Random, company: DemoCompany, day: string, done: number, memory: Memory): Task[] {
  const { advertising, departments } = company
  const mean = company.contactsPerDay * demand(day, company.season) * (1 - company.growth * (1 - done))
  const from = departments.map(({ key, returning }) => ({ key, weight: returning }))
  return Array.from({ length: random.poisson(mean) }, (): Task => {
    const at = random.weighted(hours).hour * 3600 + random.int(0, 3599)
    if (random.chance(company.returningShare)) {
      const client = random.pick(knownOf(memory, random.weighted(from).key))
      return {
        kind: 'contact',
        at,
        client,
        classKey: random.weighted(advertising.returning).key,
        returning: true,
        tries: 0,
      }
    }
    const campaign = placed(random, random.weighted(advertising.campaigns))
    const junk = campaign.placements[0]?.junk ?? campaign.junk
    const classKey = random.chance(junk) ? random.weighted(advertising.junk).key : wantOf(random, campaign)
    const client = newClient(random, company, departmentFor(company, classKey), campaign, 0.86)
    return { kind: 'contact', at, client, classKey, returning: false, tries: 0 }
  })
}

/** The campaign as one person met it: one placement and one keyword. */
const placed = (random: Random, campaign: Campaign): Campaign => ({
  ...campaign,
  placements: campaign.placements.length > 0 ? [random.weighted(campaign.placements)] : [],
  keywords: campaign.keywords.length > 0 ? [random.weighted(campaign.keywords)] : [],
})

const wantOf = (random: Random, campaign: Campaign): string =>
  random.weighted(Object.entries(campaign.wants).map(([key, weight]) => ({ key, weight: weight ?? 0 }))).key

/** What one person dials in a day, by their habits. */
export function callsOf(random: Random, company: DemoCompany, desk: Desk, day: string, memory: Memory): Task[] {
  const office = officeHours(day)
  const habits = desk.person.habits
  const department = company.departments.find(({ key }) => key === desk.person.department)
  if (!office || !habits || !department) return []
  const pace = weekday(day) === 6 ? 0.3 : 1
  const at = () => random.int(office.opens * 3600, office.closes * 3600 - 600)
  const repeat = (mean: number, task: () => Task): Task[] => Array.from({ length: random.poisson(mean * pace) }, task)
  const known = knownOf(memory, department.key)
  const dial = (client: Client, padded = false): Task => ({ kind: 'dial', at: at(), desk, client, padded })
  return [
    ...repeat(habits.newCalls, () => dial(newClient(random, company, department, null, habits.mobile))),
    ...repeat(habits.repeatCalls, () => dial(knownClient(random, known, habits.mobile))),
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
