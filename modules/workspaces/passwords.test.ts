import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from '../../platform/database/database.ts'
import { addEmployee, system } from './index.ts'
import { type Client, type House, openHouse, password } from './test-house.ts'

let house: House
let admin: Client
let workspace: string
beforeAll(async () => {
  house = await openHouse()
  ;({ admin, id: workspace } = await house.found('okna'))
})
afterAll(() => house.db.close())

const problem = (code: string) => expect.objectContaining({ code })
const newPassword = 'a password that I will remember'
let serial = 0

async function forgetful() {
  serial += 1
  const person = { name: `Забывчивый ${serial}`, email: `forgot${serial}@okna.test`, role: 'manager' as const }
  const employee = await addEmployee(
    house.services,
    workspace,
    { ...person, account: { password } },
    system(new Date()),
  )
  return { id: employee.id, email: person.email }
}

const linkFor = async (id: string) => {
  const { link } = await admin.passwords.makeLink({ workspace, id })
  return link.slice(link.lastIndexOf('/') + 1)
}
const nobody = () => house.as({})

test('a person chooses a new password by a link, and every session ends', async () => {
  const { id, email } = await forgetful()
  const session = await house.signIn(email)
  const token = await linkFor(id)
  expect(await nobody().passwords.peek({ token })).toMatchObject({ email })
  await nobody().passwords.change({ token, password: newPassword })
  expect((await house.as(session).session.read()).person).toBeNull()
  await expect(house.signIn(email)).rejects.toThrow('401')
  expect((await house.as(await house.signIn(email, newPassword)).session.read()).person?.email).toBe(email)
})

test('a link works once, for a day, and only the last one', async () => {
  const { id } = await forgetful()
  const [first, second] = [await linkFor(id), await linkFor(id)]
  await expect(nobody().passwords.change({ token: first, password: newPassword })).rejects.toEqual(problem('link_over'))
  const tried = await Promise.allSettled(
    [1, 2, 3].map(() => nobody().passwords.change({ token: second, password: newPassword })),
  )
  expect(tried.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  const late = await linkFor(id)
  house.later(24 * 3_600_000)
  await expect(nobody().passwords.peek({ token: late })).rejects.toEqual(problem('link_over'))
  await expect(nobody().passwords.change({ token: late, password: newPassword })).rejects.toEqual(problem('link_over'))
  house.later(-24 * 3_600_000)
})

test('an account that works in another company too is not one company’s to open', async () => {
  const { id, email } = await forgetful()
  const other = await house.found('neighbour')
  await addEmployee(
    house.services,
    other.id,
    { name: 'Он же', email, role: 'agency', account: { password } },
    system(new Date()),
  )
  await expect(admin.passwords.makeLink({ workspace, id })).rejects.toEqual(problem('account_elsewhere'))
})

test('a link that one company gave opens nothing once its owner works for another as well', async () => {
  const { id, email } = await forgetful()
  const token = await linkFor(id)
  const other = await house.found('second-job')
  const { link } = await other.admin.invitations.create({ workspace: other.id, email, name: 'Он же', role: 'agency' })
  const invitation = link.slice(link.lastIndexOf('/') + 1)
  await house.as(await house.signIn(email)).invitations.accept({ token: invitation, name: 'Он же' })
  await expect(nobody().passwords.change({ token, password: newPassword })).rejects.toEqual(problem('link_over'))
})

test('a password that was replaced stands in the log', async () => {
  const { id } = await forgetful()
  await nobody().passwords.change({ token: await linkFor(id), password: newPassword })
  expect((await admin.audit.list({ workspace, limit: 1 }))[0]).toMatchObject({
    action: 'employee.password_changed',
    actor: { kind: 'person', id },
    objectId: id,
  })
})

test('who does not sign in has no password to forget, and a stranger is not found', async () => {
  const { id } = await admin.employees.create({ workspace, name: 'Без входа', role: 'manager' })
  await expect(admin.passwords.makeLink({ workspace, id })).rejects.toEqual(problem('no_account'))
  const { adminId } = await house.found('strangers')
  await expect(admin.passwords.makeLink({ workspace, id: adminId })).rejects.toEqual(problem('not_found'))
})

test('the link is in the log as given, and nowhere in the database as itself', async () => {
  const { id } = await forgetful()
  const token = await linkFor(id)
  expect((await admin.audit.list({ workspace, limit: 1 }))[0]).toMatchObject({
    action: 'employee.password_link',
    objectId: id,
  })
  const kept = await house.db.query(
    sql`select (select jsonb_agg(v) from auth_verifications v) as v, (select jsonb_agg(a) from audit_log a) as a`,
  )
  expect(JSON.stringify(kept)).not.toContain(token)
})
