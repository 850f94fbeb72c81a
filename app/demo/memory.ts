/** Whom the demo company knows by now. */
import { type Client, newClient } from './clients.ts'
import type { Random } from './random.ts'
import type { DemoCompany, DemoDepartment } from './setting.ts'

export interface Memory {
  /** By key of the department that looks after them. */
  readonly known: ReadonlyMap<string, Client[]>
  /** The few numbers that the padder dials. */
  readonly padded: readonly Client[]
  /** Who asked at night to be called: whom to call on which day, and at which second of it. */
  readonly promised: Promised[]
}

export interface Promised {
  readonly day: string
  readonly at: number
  readonly client: Client
}

const knownAtFirst = 150
const knownAtMost = 1500

/** The clients of the years before the story. */
export function oldMemory(random: Random, company: DemoCompany): Memory {
  const old = (department: DemoDepartment, count: number) =>
    Array.from({ length: count }, (_, i) =>
      newClient(random.fork(`old-${department.key}-${i}`), company, department, null, 0.8),
    )
  return {
    known: new Map(company.departments.map((department) => [department.key, old(department, knownAtFirst)])),
    padded: company.departments.slice(0, 1).flatMap((department) => old(department, 5)),
    promised: [],
  }
}

/** The clients of a department. */
export const knownOf = ({ known }: Memory, department: string): Client[] => known.get(department) ?? []

/** Keeps a client for later calls; of too many a random one is forgotten. */
export function remember(memory: Memory, random: Random, client: Client): void {
  const list = knownOf(memory, client.department)
  if (list.length < knownAtMost) list.push(client)
  else list[random.int(0, list.length - 1)] = client
}

/** Takes out whom somebody promised to call on a day. */
export function promisedOn({ promised }: Memory, day: string): readonly Promised[] {
  const due = promised.filter((one) => one.day === day)
  promised.splice(0, promised.length, ...promised.filter((one) => one.day > day))
  return due
}
