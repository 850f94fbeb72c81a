/** What becomes of a lead: sold or lost, for how much, and how long it took. */
import { addDays } from '../../kernel/time.ts'
import type { Client } from './clients.ts'
import type { Random } from './random.ts'
import type { DemoPerson, Sale } from './setting.ts'

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

/** `24.11` */
const dayOf = (day: string): string => `${day.slice(8)}.${day.slice(5, 7)}`

/** As a manager names it: what is wanted and by whom, or when it was asked for. */
const nameOf = ({ title }: Sale, client: Client, day: string): string =>
  client.name ? `${title}: ${client.name}` : `${title}, заявка ${dayOf(day)}`

/** The deal that a talk leads to, or none; `sale`: what a lead of its class is worth. */
export function dealOf(
  random: Random,
  {
    id,
    client,
    sale,
    person,
    day,
  }: { id: string; client: Client; sale: Sale | undefined; person: DemoPerson; day: string },
): DemoDeal[] {
  if (!sale || random.chance(0.12)) return []
  const won = random.chance(person.habits?.sells ?? 0.2)
  return [
    {
      // Digits, as a CRM counts.
      externalId: id.replace(/\D/g, '').slice(2),
      phone: client.phone,
      name: nameOf(sale, client, day),
      stage: won ? 'won' : 'lost',
      amount: Math.round(random.logNormal(sale.cheque, 0.45) / 100) * 100 * 100,
      createdOn: day,
      closedOn: addDays(day, 1 + Math.round(random.exponential(sale.days))),
      responsible: person.name,
      source: client.campaign?.source ?? null,
      campaign: client.campaign?.campaign ?? null,
    },
  ]
}
