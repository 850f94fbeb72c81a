/** What becomes of a lead: sold or lost, for how much, and how long it took. */
import { addDays } from '../../kernel/time.ts'
import type { ClassKey } from './advertising.ts'
import type { Client } from './clients.ts'
import type { DemoPerson } from './company.ts'
import type { Random } from './random.ts'

export interface DemoDeal {
  readonly externalId: string
  readonly phone: string
  readonly name: string
  readonly stage: 'won' | 'lost' | 'proposal'
  /** Kopecks. */
  readonly amount: number
  readonly createdOn: string
  readonly closedOn: string | null
  readonly responsible: string
  readonly source: string | null
  readonly campaign: string | null
}

/** Median cheque by what was wanted, roubles; a class that is no lead makes no deal. */
const cheques: Partial<Record<ClassKey, number>> = {
  windows: 68_000,
  balcony: 124_000,
  repair: 6_500,
  corporate: 410_000,
  accessories: 7_800,
}

/** The deal that a talk leads to, or none. */
export function dealOf(
  random: Random,
  {
    id,
    client,
    classKey,
    person,
    day,
  }: { id: string; client: Client; classKey: ClassKey; person: DemoPerson; day: string },
): DemoDeal[] {
  const cheque = cheques[classKey]
  if (!cheque || random.chance(0.12)) return []
  const won = random.chance(person.habits?.sells ?? 0.2)
  return [
    {
      externalId: `deal-${id}`,
      phone: client.phone,
      name: client.name ?? client.phone,
      stage: won ? 'won' : 'lost',
      amount: Math.round(random.logNormal(cheque, 0.45) / 100) * 100 * 100,
      createdOn: day,
      closedOn: addDays(day, 1 + Math.round(random.exponential(classKey === 'corporate' ? 28 : 9))),
      responsible: person.name,
      source: client.campaign?.source ?? null,
      campaign: client.campaign?.campaign ?? null,
    },
  ]
}
