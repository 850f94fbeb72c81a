import { type Role, reachOf, seesPersonalData } from '../../kernel/access.ts'
import type { Language } from '../../kernel/problem-texts.ts'
import type { Member } from '../../platform/api/context.ts'
import type { Queryable } from '../../platform/database/database.ts'
import type { WorkItem, WorkSource } from '../../platform/notices/work.ts'
import type { Company } from '../workspaces/index.ts'
import { type Wording, wordings } from './catalogue.ts'
import { workOrder } from './rules.ts'

/** What waits for somebody, with its words. */
export interface Work extends WorkItem {
  readonly kind: Readonly<Record<Language, string>>
  readonly text: Readonly<Record<Language, Wording>>
}

/** Everything that waits for a member, the most urgent first. */
export async function listWork(
  db: Queryable,
  sources: readonly WorkSource[],
  member: Member,
  now: Date,
): Promise<Work[]> {
  const found: Work[] = []
  // One after another: a transaction asks one thing at a time.
  for (const { words, list } of sources) {
    for (const item of await list(db, member, now)) {
      const kind = { ru: words.ru.name, en: words.en.name }
      found.push({ ...item, kind, text: wordings(words, item.facts) })
    }
  }
  return found.sort(workOrder(now))
}

/** An employee as a member, for what is done for them while they are away. */
export const memberOf = (
  company: Company,
  person: { readonly id: string; readonly name: string; readonly role: Role; readonly departmentId: string | null },
): Member => ({
  workspaceId: company.id,
  slug: company.slug,
  timezone: company.timezone,
  country: company.country,
  currency: company.currency,
  role: person.role,
  employeeId: person.id,
  departmentId: person.departmentId,
  reach: reachOf({ ...person, employeeId: person.id }),
  seesPersonalData: seesPersonalData(person.role),
  actor: { kind: 'person', id: person.id, name: person.name },
})
