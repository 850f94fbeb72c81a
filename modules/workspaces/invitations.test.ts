import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { sql } from '../../platform/database/database.ts'
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
const nobody = () => house.as({})
let serial = 0

async function invited(more: { employeeId?: string; email?: string; role?: 'head' | 'marketing' | 'agency' } = {}) {
  serial += 1
  const invitation = await admin.invitations.create({
    workspace,
    email: `new${serial}@okna.test`,
    name: `Новичок ${serial}`,
    role: 'head',
    ...more,
  })
  return { ...invitation, token: invitation.link.slice(invitation.link.lastIndexOf('/') + 1) }
}

test('an invitation becomes an account and a place in the company', async () => {
  const { token, email, name, link } = await invited()
  expect(link).toMatch(/^http:\/\/localhost\/invite\/lsi_/)
  expect(await nobody().invitations.peek({ token })).toEqual({
    company: 'Окна okna',
    email,
    name,
    role: 'head',
    hasAccount: false,
  })
  expect(await nobody().invitations.accept({ token, name: 'Вера', password })).toEqual({
    email,
    workspace: 'okna',
  })
  const client = house.as(await house.signIn(email))
  expect(await client.session.read()).toMatchObject({ person: { name: 'Вера' }, workspaces: [{ role: 'head' }] })
  expect((await admin.invitations.list({ workspace }))[0]).toMatchObject({ email, state: 'accepted' })
})

test('who joins by an invitation is looked for in what was recorded before they came', async () => {
  const { token } = await invited()
  const queued = vi.spyOn(house.services.jobs, 'add')
  await nobody().invitations.accept({ token, name: 'Вера', password })
  expect(queued.mock.calls).toEqual([['people.changed', { workspaceId: workspace }, { key: workspace }]])
  queued.mockRestore()
})

test('an invitation opens once', async () => {
  const { token } = await invited()
  const tried = await Promise.allSettled(
    [1, 2, 3].map(() => nobody().invitations.accept({ token, name: 'Вера', password })),
  )
  expect(tried.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  await expect(nobody().invitations.peek({ token })).rejects.toEqual(problem('invitation_over'))
})

test('a withdrawn invitation and one that has expired open nothing', async () => {
  const withdrawn = await invited()
  await admin.invitations.revoke({ workspace, id: withdrawn.id })
  const client = nobody()
  await expect(client.invitations.accept({ token: withdrawn.token, name: 'Вера', password })).rejects.toEqual(
    problem('invitation_over'),
  )
  const old = await invited()
  house.later(7 * 86_400_000)
  await expect(nobody().invitations.accept({ token: old.token, name: 'Вера', password })).rejects.toEqual(
    problem('invitation_over'),
  )
  const states = (await house.as(await house.signIn('admin@okna.test')).invitations.list({ workspace })).map(
    (row) => row.state,
  )
  expect(states.slice(0, 2)).toEqual(['expired', 'revoked'])
  house.later(-7 * 86_400_000)
})

test('a link that never was one is not found', async () => {
  const { token } = await invited()
  for (const wrong of [
    token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A'),
    'lsi_',
    'x',
    token.replace('lsi', 'lsk'),
  ]) {
    await expect(nobody().invitations.peek({ token: wrong })).rejects.toEqual(problem('not_found'))
  }
})

test('the token itself is nowhere in the database', async () => {
  const { token } = await invited()
  expect(JSON.stringify(await house.db.query(sql`select * from invitations`))).not.toContain(token.slice(-32))
})

test('an account that exists joins only with its owner signed in', async () => {
  const other = await house.found('agency-home')
  const { token, email } = await invited({ email: 'admin@agency-home.test', role: 'agency' })
  expect(await nobody().invitations.peek({ token })).toMatchObject({ hasAccount: true })
  await expect(nobody().invitations.accept({ token, name: 'Чужак', password: 'another long one' })).rejects.toEqual(
    problem('sign_in_first'),
  )
  const stranger = house.as(await house.signIn('admin@okna.test'))
  await expect(stranger.invitations.accept({ token, name: 'Чужак' })).rejects.toEqual(problem('sign_in_first'))
  const owner = house.as(await house.signIn(email))
  await owner.invitations.accept({ token, name: 'Анна' })
  expect((await owner.session.read()).workspaces.map((row) => [row.id, row.role])).toEqual([
    [other.id, 'admin'],
    [workspace, 'agency'],
  ])
})

test('somebody else who is signed in in that browser does not stand in the way of a new account', async () => {
  const { token, email } = await invited()
  const stranger = house.as(await house.signIn('admin@okna.test'))
  await stranger.invitations.accept({ token, name: 'Вера', password })
  expect(await house.as(await house.signIn(email)).session.read()).toMatchObject({ workspaces: [{ role: 'head' }] })
})

test('a person who is in the list already keeps their place, lines and history', async () => {
  const listed = await admin.employees.create({
    workspace,
    name: 'Лиза',
    email: 'liza@okna.test',
    role: 'manager',
    lines: ['801'],
  })
  const { token } = await invited({ email: 'Liza@okna.test', role: 'head' })
  await nobody().invitations.accept({ token, name: 'Лиза', password })
  const after = (await admin.employees.list({ workspace })).find((row) => row.id === listed.id)
  expect(after).toEqual({ ...listed, role: 'head', signsIn: true })
})

test('who signs in already is not invited again, who was deactivated is', async () => {
  const { token, email } = await invited()
  await nobody().invitations.accept({ token, name: 'Вера', password })
  await expect(invited({ email })).rejects.toEqual(problem('already_member'))
  const person = (await admin.employees.list({ workspace })).find((row) => row.email === email)
  await admin.employees.update({ workspace, id: person?.id ?? '', active: false })
  const again = await invited({ email, role: 'marketing' })
  const client = house.as(await house.signIn(email))
  await client.invitations.accept({ token: again.token, name: 'Вера' })
  expect((await client.session.read()).workspaces).toMatchObject([{ role: 'marketing', employeeId: person?.id }])
})

test('a new account needs a password that is long enough', async () => {
  const { token } = await invited()
  const client = nobody()
  await expect(client.invitations.accept({ token, name: 'Вера' })).rejects.toEqual(problem('missing_value'))
  await expect(client.invitations.accept({ token, name: 'Вера', password: 'short' })).rejects.toThrow()
  expect(await client.invitations.peek({ token })).toMatchObject({ hasAccount: false })
})
