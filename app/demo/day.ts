/** One day of a demo company, worked through in the order of the clock. */
import { addDays, dayStart, daysBetween } from '../../kernel/time.ts'
import type { Observation } from '../../modules/interactions/index.ts'
import { nextOpening, officeHours } from './calendar.ts'
import type { Client } from './clients.ts'
import { type DemoDeal, dealOf } from './deals.ts'
import { type Desk, takeCall } from './floor.ts'
import { type Memory, promisedOn, remember } from './memory.ts'
import { callObservation, dialled, internalCall, written } from './observations.ts'
import { type Colleague, type Contact, callsOf, contactsOf, type Dial, desksOf, type Task } from './plan.ts'
import type { Random } from './random.ts'
import { type DemoCompany, type DemoDepartment, type DemoPerson, departmentFor } from './setting.ts'
import { type Agenda, createAgenda } from './tasks.ts'

export interface StoryDay {
  readonly day: string
  readonly observations: readonly Observation[]
  readonly deals: readonly DemoDeal[]
}

/** Contacts of the last days are not all classed yet; what was forgotten is found within three weeks. */
const unclassedShare = [0.45, 0.12, 0.05]
const forgottenShare = 0.006
const forgottenDays = 21
/** How often somebody who asked to be called is tried. */
const mostTries = 6
const daySeconds = 86_400

/** What everybody who acts on that day can see and add to. */
interface Scene {
  readonly company: DemoCompany
  readonly random: Random
  readonly memory: Memory
  readonly day: string
  readonly now: Date
  readonly desks: readonly Desk[]
  readonly agenda: Agenda<Task>
  readonly observations: Observation[]
  readonly deals: DemoDeal[]
  readonly time: (second: number) => Date
  readonly open: (second: number) => boolean
  readonly id: () => string
  /** Whether somebody may still be late with a class. */
  readonly recent: boolean
  readonly classed: (key: string) => { classKey?: string }
}

/** Tells a day. `done`: how far the story has come, 0–1; nothing after `now` is told. */
export function tellDay(
  random: Random,
  day: string,
  context: {
    readonly company: DemoCompany
    readonly memory: Memory
    readonly now: Date
    readonly lastDay: string
    readonly done: number
  },
): StoryDay {
  const { memory, now, lastDay } = context
  const scene = sceneOf(random, day, { ...context, age: daysBetween(day, lastDay) })
  for (const { client, at } of promisedOn(memory, day)) dialLater(scene, client, at, 0)
  for (let task = scene.agenda.next(); task; task = scene.agenda.next()) {
    if (scene.time(task.at) > now) continue
    if (task.kind === 'colleague') callColleague(scene, task)
    else if (task.kind === 'dial') callClient(scene, task)
    else {
      meetClient(scene, task)
      remember(memory, random, task.client)
    }
  }
  // A talk that goes on at this moment is not told yet.
  return { day, observations: scene.observations.filter((told) => told.at <= now), deals: scene.deals }
}

function sceneOf(
  random: Random,
  day: string,
  { company, memory, now, done, age }: { company: DemoCompany; memory: Memory; now: Date; done: number; age: number },
): Scene {
  const midnight = dayStart(day, company.about.timezone).getTime()
  const desks = desksOf(company, day, age)
  const office = officeHours(day)
  const recent = age < forgottenDays
  const unclassed = unclassedShare[age] ?? (recent ? forgottenShare : 0)
  let told = 0
  return {
    company,
    random,
    memory,
    day,
    now,
    desks,
    agenda: createAgenda<Task>([
      ...contactsOf(random, company, day, done, memory),
      ...desks.flatMap((desk) => callsOf(random, company, desk, day, memory)),
    ]),
    recent,
    observations: [],
    deals: [],
    time: (second) => new Date(midnight + Math.round(second) * 1000),
    open: (second) => office !== null && second >= office.opens * 3600 && second < office.closes * 3600,
    id: () => `demo-${day}-${++told}`,
    classed: (key) => (random.chance(unclassed) ? {} : { classKey: key }),
  }
}

function callColleague({ random, desks, observations, id, time }: Scene, { desk, at }: Colleague): void {
  if (desk.busyUntil > at) return
  const other = random.pick(desks.filter((one) => one !== desk))
  const talk = random.logNormal(70, 0.8)
  desk.busyUntil = at + talk
  const answered = random.chance(0.85)
  observations.push(internalCall({ id: id(), from: desk.line, to: other.line, at, talk, answered, time }))
}

function callClient(scene: Scene, { desk, client, padded, at, asked }: Dial): void {
  const { company, random, observations, id, time } = scene
  if (desk.busyUntil > at || !desk.present(at)) {
    if (asked !== undefined) dialLater(scene, client, at + 20, asked + 1)
    return
  }
  const answered = random.chance(padded ? 0.5 : asked === undefined ? 0.68 : 0.9)
  const talk = padded ? 4 + random.exponential(7) : Math.max(6, random.logNormal(desk.person.habits?.talk ?? 120, 0.8))
  // Who waits for a call picks up sooner.
  const rings = Math.ceil(random.int(5, 28) / (asked === undefined ? 1 : 3))
  desk.busyUntil = at + rings + (answered ? talk : 0) + random.int(15, 60)
  const { mainNumber } = company.advertising
  observations.push(dialled({ mainNumber, id: id(), line: desk.line, client, at, talk, answered, rings, time }))
  if (asked !== undefined && !answered) dialLater(scene, client, at + 300, asked + 1)
}

function meetClient(scene: Scene, contact: Contact): void {
  const { random } = scene
  const calls = contact.classKey === 'spam' || random.chance(contact.client.campaign?.calls ?? 0.75)
  if (calls || contact.tries > 0) hearCall(scene, contact)
  else readMessage(scene, contact)
}

function readMessage(scene: Scene, task: Contact): void {
  const { company, random, desks, open, now, time } = scene
  const { observation, answeredBy, callBackAt } = written({
    random,
    advertising: company.advertising,
    talks: company.talks,
    id: scene.id(),
    task,
    desks,
    open,
    opensNext: nextOpening(scene.day, task.at),
    now,
    time,
    classed: scene.classed(task.classKey),
    recent: scene.recent,
  })
  scene.observations.push(observation)
  if (callBackAt !== null) dialLater(scene, task.client, callBackAt, observation.kind === 'callback' ? 0 : undefined)
  if (answeredBy) makeDeal(scene, task, answeredBy)
}

function hearCall(scene: Scene, task: Contact): void {
  const { company, random, time } = scene
  const { mainNumber } = company.advertising
  const { client, at, returning } = task
  const end = takeCall(random, scene.desks, departmentOf(scene, task), at, time, scene.open(at))
  const classed = end.kind === 'talked' ? scene.classed(task.classKey) : {}
  scene.observations.push(
    callObservation({ random, mainNumber, id: scene.id(), client, at, end, time, returning, classed }),
  )
  if (end.kind === 'talked') makeDeal(scene, task, end.desk.person)
  // Who did not get through often tries again; otherwise somebody may call back.
  else if (task.tries === 0 && random.chance(0.35)) {
    scene.agenda.add({ ...task, at: at + 120 + random.exponential(1500), tries: 1 })
  } else if (random.chance(0.62)) dialLater(scene, client, at + 300 + random.exponential(3600))
}

function departmentOf({ company, random }: Scene, { classKey, returning }: Contact): DemoDepartment {
  const own = departmentFor(company, classKey)
  const aftercare = own === company.departments[0] && company.departments.find((one) => one.aftercare)
  return aftercare && returning && random.chance(0.6) ? aftercare : own
}

const makeDeal = (scene: Scene, { client, classKey }: Contact, person: DemoPerson): void => {
  const { company, random, deals, id, day } = scene
  deals.push(...dealOf(random, { id: id(), client, sale: company.sales[classKey], person, day }))
}

/** Somebody who is there calls; `asked`: how often it was tried for a client who asked for it. */
function dialLater({ random, desks, agenda, memory, day }: Scene, client: Client, at: number, asked?: number): void {
  if (asked !== undefined && asked > mostTries) return
  if (asked !== undefined && at >= daySeconds) {
    memory.promised.push({ day: addDays(day, Math.floor(at / daySeconds)), at: at % daySeconds, client })
    return
  }
  const there = desks.filter((desk) => desk.person.department === client.department && desk.present(at))
  const idle = there.filter((desk) => desk.busyUntil <= at)
  const able = asked !== undefined && idle.length > 0 ? idle : there
  if (able.length === 0) return
  const dial = { kind: 'dial', at, desk: random.pick(able), client, padded: false } as const
  agenda.add(asked === undefined ? dial : { ...dial, asked })
}
