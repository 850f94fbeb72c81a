import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../../platform/database/database.ts'
import { addDepartment, addEmployee, system } from './index.ts'
import { defaultSettings } from './rules.ts'
import { type Client, type House, openHouse, password } from './test-house.ts'

let house: House
let admin: Client
let workspace: string
let adminId: string
beforeAll(async () => {
  house = await openHouse()
  ;({ admin, id: workspace, adminId } = await house.found('okna'))
})
afterAll(() => house.db.close())

const problem = (code: string) => expect.objectContaining({ code })
let serial = 0
const person = (more: object = {}) => {
  serial += 1
  return { workspace, name: `Менеджер ${serial}`, role: 'manager' as const, ...more }
}

/** A person with an account, and the API as they meet it. */
async function hired(
  role: 'manager' | 'head' | 'marketing' | 'director' | 'admin',
  departmentId: string | null = null,
) {
  serial += 1
  const email = `${role}${serial}@okna.test`
  const employee = await addEmployee(
    house.services,
    workspace,
    { name: `${role} ${serial}`, email, role, departmentId, account: { password } },
    system(new Date()),
  )
  const session = await house.signIn(email)
  return { employee, email, session, client: house.as(session) }
}

describe('people and their lines', () => {
  test('a person is added with their lines, written once and without case', async () => {
    const added = await admin.employees.create(
      person({ lines: [' 301 ', 'Anna.P', 'anna.p'], email: 'Anna@Okna.test' }),
    )
    expect(added).toMatchObject({ lines: ['301', 'anna.p'], email: 'anna@okna.test', active: true, signsIn: false })
    expect(await admin.employees.list({ workspace })).toContainEqual(added)
  })

  test('a line belongs to one person of a company, and the refusal names them', async () => {
    const owner = await admin.employees.create(person({ lines: ['401'] }))
    const other = await admin.employees.create(person())
    await expect(admin.employees.create(person({ lines: ['401'] }))).rejects.toMatchObject({
      code: 'line_taken',
      values: { line: '401', name: owner.name },
    })
    await expect(admin.employees.update({ workspace, id: other.id, lines: ['402', '401'] })).rejects.toEqual(
      problem('line_taken'),
    )
    expect((await admin.employees.list({ workspace })).find((row) => row.id === other.id)?.lines).toEqual([])
    const { admin: elsewhere, id } = await house.found('okna-neighbours')
    await elsewhere.employees.create({ ...person({ lines: ['401'] }), workspace: id })
  })

  test('of two who ask for the same line at once one gets it', async () => {
    const asked = await Promise.allSettled([1, 2, 3].map(() => admin.employees.create(person({ lines: ['501'] }))))
    expect(asked.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
  })

  test('a line that its owner gives up is free', async () => {
    const owner = await admin.employees.create(person({ lines: ['601'] }))
    await admin.employees.update({ workspace, id: owner.id, lines: [] })
    await admin.employees.create(person({ lines: ['601'] }))
  })

  test('what is left out of a change stays', async () => {
    const before = await admin.employees.create(person({ lines: ['701'], hiredOn: '2025-03-01' }))
    const after = await admin.employees.update({ workspace, id: before.id, name: 'Новое имя' })
    expect(after).toEqual({ ...before, name: 'Новое имя' })
  })

  test('a department of another company is not found', async () => {
    const { id } = await house.found('okna-foreign-department')
    const foreign = await house.db.transaction((tx) => addDepartment(tx, id, { name: 'Чужой' }, system(new Date())))
    await expect(admin.employees.create(person({ departmentId: foreign.id }))).rejects.toEqual(problem('not_found'))
  })

  test('a department name is used once', async () => {
    const department = await admin.departments.create({ workspace, name: 'Двери' })
    await expect(admin.departments.create({ workspace, name: 'Двери' })).rejects.toEqual(problem('conflict'))
    expect(await admin.departments.update({ workspace, id: department.id, name: 'Двери и окна' })).toMatchObject({
      name: 'Двери и окна',
    })
  })
})

describe('departments and their lines', () => {
  test('a department has queues and numbers; a number is one line however it is written', async () => {
    const department = await admin.departments.create({
      workspace,
      name: 'Продажи',
      lines: [' Queue-Sales ', '8 (343) 288-77-00', '+73432887700', '600'],
    })
    expect(department.lines).toEqual(['+73432887700', '600', 'queue-sales'])
    expect(await admin.departments.list({ workspace })).toContainEqual(department)
  })

  test('what is left out of a change stays, and a line that is given up is free', async () => {
    const { id } = await admin.departments.create({ workspace, name: 'Опт', lines: ['queue-trade'] })
    expect(await admin.departments.update({ workspace, id, name: 'Оптовики' })).toEqual({
      id,
      name: 'Оптовики',
      lines: ['queue-trade'],
    })
    expect(await admin.departments.update({ workspace, id, lines: [] })).toMatchObject({ name: 'Оптовики', lines: [] })
    await admin.employees.create(person({ lines: ['queue-trade'] }))
  })

  test('a line has one owner among people and departments, and the refusal names them', async () => {
    const first = await admin.departments.create({
      workspace,
      name: 'Первая линия',
      lines: ['queue-1', '+73432887711'],
    })
    const worker = await admin.employees.create(person({ lines: ['811', '83432887712'] }))
    const taken = (line: string, name: string) => ({ code: 'line_taken', values: { line, name } })
    await expect(
      admin.departments.create({ workspace, name: 'Вторая линия', lines: ['QUEUE-1'] }),
    ).rejects.toMatchObject(taken('queue-1', first.name))
    await expect(admin.departments.update({ workspace, id: first.id, lines: ['811'] })).rejects.toMatchObject(
      taken('811', worker.name),
    )
    await expect(
      admin.departments.update({ workspace, id: first.id, lines: ['+7 343 288-77-12'] }),
    ).rejects.toMatchObject(taken('83432887712', worker.name))
    await expect(admin.employees.create(person({ lines: ['8 343 288-77-11'] }))).rejects.toMatchObject(
      taken('+73432887711', first.name),
    )
    await expect(admin.employees.update({ workspace, id: worker.id, lines: ['811', 'queue-1'] })).rejects.toMatchObject(
      taken('queue-1', first.name),
    )
    expect((await admin.departments.list({ workspace })).find(({ id }) => id === first.id)).toEqual(first)
    expect((await admin.departments.list({ workspace })).map(({ name }) => name)).not.toContain('Вторая линия')
  })
})

describe('who sees whose name', () => {
  test('a manager themselves, a head their department, a director everybody', async () => {
    const { id: departmentId } = await admin.departments.create({ workspace, name: 'Отдел имён' })
    const manager = await hired('manager', departmentId)
    const head = await hired('head', departmentId)
    const director = await hired('director')
    const names = async (client: Client) => (await client.employees.names({ workspace })).map((row) => row.id).sort()
    expect(await names(manager.client)).toEqual([manager.employee.id])
    expect(await names(head.client)).toEqual([manager.employee.id, head.employee.id].sort())
    expect(await names(director.client)).toEqual(
      (await admin.employees.list({ workspace })).map((row) => row.id).sort(),
    )
    expect((await head.client.employees.list({ workspace })).map((row) => row.id).sort()).toEqual(
      [manager.employee.id, head.employee.id].sort(),
    )
  })
})

describe('rights', () => {
  test('the last administrator can be neither demoted nor deactivated', async () => {
    const { admin, adminId, id: workspace } = await house.found('okna-alone')
    await expect(admin.employees.update({ workspace, id: adminId, role: 'director' })).rejects.toEqual(
      problem('last_admin'),
    )
    await expect(admin.employees.update({ workspace, id: adminId, active: false })).rejects.toEqual(
      problem('last_admin'),
    )
    const listed = await admin.employees.create({ workspace, name: 'Админ без входа', role: 'admin' })
    expect(listed.signsIn).toBe(false)
    await expect(admin.employees.update({ workspace, id: adminId, active: false })).rejects.toEqual(
      problem('last_admin'),
    )
  })

  test('of two administrators who demote each other at once one stays', async () => {
    const { admin, adminId, id: workspace } = await house.found('okna-two')
    const second = await addEmployee(
      house.services,
      workspace,
      { name: 'Второй', email: 'second@okna-two.test', role: 'admin', account: { password } },
      system(new Date()),
    )
    const done = await Promise.allSettled([
      admin.employees.update({ workspace, id: adminId, role: 'director' }),
      admin.employees.update({ workspace, id: second.id, role: 'director' }),
    ])
    expect(done.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('someone without the right changes nobody, themselves least of all', async () => {
    const director = await hired('director')
    for (const [id, role] of [
      [director.employee.id, 'admin'],
      [adminId, 'manager'],
    ] as const) {
      await expect(director.client.employees.update({ workspace, id, role })).rejects.toEqual(problem('forbidden'))
    }
    await expect(director.client.keys.create({ workspace, name: 'лифт', role: 'admin' })).rejects.toEqual(
      problem('forbidden'),
    )
  })

  test('a deactivated person has no rights from that moment, in the session that is open', async () => {
    const { employee, session } = await hired('director')
    await house.as(session).workspaces.read({ workspace })
    await admin.employees.update({ workspace, id: employee.id, active: false })
    const client = house.as(session)
    await expect(client.workspaces.read({ workspace })).rejects.toEqual(problem('not_found'))
    expect(await client.session.read()).toMatchObject({ workspaces: [] })
  })

  test('a role that changes is the new one in the session that is open', async () => {
    const { employee, session } = await hired('director')
    await admin.employees.update({ workspace, id: employee.id, role: 'manager' })
    await expect(house.as(session).audit.list({ workspace })).rejects.toEqual(problem('forbidden'))
  })

  test('an agency works in several companies with one account and sees no third', async () => {
    const by = system(new Date())
    const one = await house.found('client-one')
    const two = await house.found('client-two')
    const three = await house.found('client-three')
    const agent = { name: 'Агентство', email: 'agent@agency.test', role: 'agency' as const, account: { password } }
    await addEmployee(house.services, one.id, agent, by)
    await addEmployee(house.services, two.id, agent, by)
    const client = house.as(await house.signIn('agent@agency.test'))
    const { workspaces } = await client.session.read()
    expect(workspaces.map(({ slug, role, seesPersonalData }) => ({ slug, role, seesPersonalData }))).toEqual([
      { slug: 'client-one', role: 'agency', seesPersonalData: false },
      { slug: 'client-two', role: 'agency', seesPersonalData: false },
    ])
    await client.workspaces.read({ workspace: 'client-one' })
    await client.workspaces.read({ workspace: two.id })
    await expect(client.workspaces.read({ workspace: three.id })).rejects.toEqual(problem('not_found'))
    await expect(client.workspaces.read({ workspace: 'client-three' })).rejects.toEqual(problem('not_found'))
  })
})

describe('what is changed is in the audit chain', () => {
  test('with who, when, before and after, only what differs, and no secret', async () => {
    const { admin, id: workspace, adminId } = await house.found('okna-audited')
    const { id: departmentId } = await admin.departments.create({ workspace, name: 'Окна' })
    await admin.departments.update({ workspace, id: departmentId, name: 'Окна', lines: ['queue-windows'] })
    const worker = await admin.employees.create({ workspace, name: 'Пётр', role: 'manager', lines: ['101'] })
    await admin.employees.update({ workspace, id: worker.id, role: 'senior', departmentId, lines: ['102'] })
    await admin.employees.update({ workspace, id: worker.id, role: 'senior' })
    await admin.workspaces.update({ workspace, settings: { junkNorm: 0.02 } })
    const { key, id: keyId } = await admin.keys.create({ workspace, name: 'CRM', role: 'director' })
    await admin.keys.revoke({ workspace, id: keyId })
    const { link } = await admin.invitations.create({ workspace, name: 'Ия', email: 'iya@x.test', role: 'head' })

    const log = await admin.audit.list({ workspace })
    expect(log.map((entry) => entry.action)).toEqual([
      'invitation.created',
      'key.revoked',
      'key.created',
      'company.changed',
      'employee.changed',
      'employee.created',
      'department.changed',
      'department.created',
      'key.created',
      'employee.created',
      'company.created',
    ])
    expect(log.find((entry) => entry.action === 'employee.changed')).toMatchObject({
      actor: { kind: 'person', id: adminId, name: 'Анна Админ' },
      objectId: worker.id,
      before: { role: 'manager', departmentId: null, lines: ['101'] },
      after: { role: 'senior', departmentId, lines: ['102'] },
    })
    expect(log.find((entry) => entry.action === 'department.changed')).toMatchObject({
      before: { lines: [] },
      after: { lines: ['queue-windows'] },
    })
    expect(log.find((entry) => entry.action === 'company.changed')?.after).toEqual({
      settings: { ...defaultSettings, junkNorm: 0.02 },
    })
    const everything = JSON.stringify(await house.db.query(sql`select * from audit_log`))
    for (const secret of [key, key.slice(-32), link.slice(link.lastIndexOf('/') + 1), password]) {
      expect(everything).not.toContain(secret)
    }
    expect(await admin.audit.verify({ workspace })).toMatchObject({ intact: true, entries: 11, why: null })
    await house.db.query(sql`update audit_log set after = '{}' where workspace_id = ${workspace} and seq = 4`)
    expect(await admin.audit.verify({ workspace })).toMatchObject({ intact: false, brokenAt: 4, why: 'changed' })
  })
})

describe('the company', () => {
  test('has an unknown zone refused and keeps what is left out', async () => {
    const { admin, id: workspace } = await house.found('okna-settings')
    await expect(admin.workspaces.update({ workspace, timezone: 'Europe/Atlantis' })).rejects.toEqual(
      problem('invalid_value'),
    )
    await admin.workspaces.update({ workspace, timezone: 'Asia/Yekaterinburg' })
    expect(await admin.workspaces.update({ workspace, settings: { gapThreshold: 0.3 } })).toMatchObject({
      timezone: 'Asia/Yekaterinburg',
      settings: { junkNorm: 0.03, gapThreshold: 0.3 },
    })
  })
})
