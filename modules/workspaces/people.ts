/** What commands, the demo company and tests do with people: the same steps as the API, for callers who have the whole database. */
import { Problem } from '../../kernel/problem.ts'
import type { Accounts } from '../../platform/auth/auth.ts'
import type { Database } from '../../platform/database/database.ts'
import type { Employee } from './contract.ts'
import type { By } from './store/by.ts'
import { type EmployeeFields, insertEmployee } from './store/employees.ts'

export type NewEmployee = Pick<EmployeeFields, 'name' | 'role'> &
  Partial<EmployeeFields> & {
    /** Lets the person sign in with their e-mail; an account that exists already keeps its password. */
    readonly account?: { readonly password: string; readonly language?: 'ru' | 'en' }
  }

/**
 * Adds a person to a company, with an account where one is asked for.
 * @throws Problem `missing_value` for an account without an e-mail; `email_taken`, `line_taken`, `not_found`
 */
export async function addEmployee(
  { db, accounts }: { readonly db: Database; readonly accounts: Accounts },
  workspaceId: string,
  { account, ...person }: NewEmployee,
  by: By,
): Promise<Employee> {
  const userId = account ? await accountFor(accounts, person, account) : null
  return db.transaction((tx) => insertEmployee(tx, workspaceId, { ...person, userId }, by))
}

async function accountFor(
  accounts: Accounts,
  person: Pick<NewEmployee, 'name' | 'email'>,
  account: NonNullable<NewEmployee['account']>,
): Promise<string> {
  if (!person.email) throw new Problem('missing_value', { field: 'email' })
  const existing = await accounts.find(person.email)
  if (existing) {
    // Given by another company while the account was its alone.
    await accounts.forgetPasswordTokens(existing.id)
    return existing.id
  }
  const created = await accounts.create({
    name: person.name,
    email: person.email,
    password: account.password,
    language: account.language ?? 'ru',
  })
  if (!created) throw new Problem('conflict', { field: 'email' })
  return created.id
}
