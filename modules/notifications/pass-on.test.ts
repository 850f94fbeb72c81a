import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { sql } from '../../platform/database/database.ts'
import { announce } from '../../platform/notices/announce.ts'
import { countUnread, listBell } from './store/notices.ts'
import { untouched, writePreferences } from './store/preferences.ts'
import { emailOf, type House, openHouse } from './test-house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house?.close())
beforeEach(async () => {
  house.clock = new Date('2026-03-02T09:00:00Z')
  house.smtp.received.length = 0
  house.cloud.asked.length = 0
  await house.db.query(sql`delete from notices where workspace_id = ${house.company.id}`)
  await house.db.query(sql`delete from notification_messages where workspace_id = ${house.company.id}`)
  await house.db.query(sql`delete from notification_rules where workspace_id = ${house.company.id}`)
  await house.db.query(sql`delete from notification_preferences where workspace_id = ${house.company.id}`)
})

const people = () => house.company.people
const bells = async (...roles: (keyof House['company']['people'])[]) =>
  Object.fromEntries(
    await Promise.all(
      roles.map(async (role) => [role, await countUnread(house.db, house.company.id, people()[role].id)] as const),
    ),
  )
const receivers = () => house.smtp.received.flatMap(({ to }) => to).sort()
const ratedBy = (employeeId: string, departmentId: string) => house.interaction({ employeeId, departmentId })

test('a company that set nothing up: whom it concerns hears the bell and gets a letter in their language, nobody else', async () => {
  const interactionId = await ratedBy(people().manager.id, house.company.departments.windows)
  await house.announce({
    interactionId,
    to: { employees: [people().manager.id], roles: ['head', 'director'] },
    path: `interactions/${interactionId}`,
  })
  await house.pass()
  await house.sendDue()
  expect(await bells('manager', 'head', 'director', 'marketing', 'admin', 'senior')).toEqual({
    ...{ manager: 1, head: 1, director: 1 },
    ...{ marketing: 0, admin: 0, senior: 0 },
  })
  expect(receivers()).toEqual([people().director, people().head, people().manager].map(emailOf).sort())
  const letterTo = (role: 'manager' | 'director') =>
    house.smtp.received.find(({ to }) => to.includes(emailOf(people()[role])))?.raw ?? ''
  expect(letterTo('director')).toContain('Subject: The client gave 2')
  expect(letterTo('manager')).toContain('Subject: =?UTF-8?')
  for (const role of ['manager', 'director'] as const) {
    const plain = letterTo(role).replaceAll('=\r\n', '')
    expect(plain).toContain(`https://lidoskop.firma.example/w/${house.company.slug}/interactions/${interactionId}`)
    expect(plain).toMatch(/List-Unsubscribe:\s+<https:\/\/lidoskop\.firma\.example\/unsubscribe\/[\s\S]+?>/)
    expect(plain).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  }
})

test('nobody is told of a talk that they may not see, though it is addressed to them or a rule names them', async () => {
  const interactionId = await ratedBy(house.company.otherManager.id, house.company.departments.service)
  await house.rule({ roles: ['manager', 'head', 'auditor', 'director'] })
  await house.announce({ interactionId, to: { employees: [people().manager.id], roles: ['head'] } })
  await house.pass()
  await house.sendDue()
  // The head is that of another department; the manager's talk it is not; an auditor sees nothing of the record.
  expect(await bells('manager', 'head', 'auditor', 'director')).toEqual({
    manager: 0,
    head: 0,
    auditor: 0,
    director: 1,
  })
  expect(receivers()).toEqual([emailOf(people().director), emailOf(house.company.otherManager)].sort())
})

test('a right that is taken away between the event and the letter of the morning keeps the letter back', async () => {
  const interactionId = await ratedBy(people().manager.id, house.company.departments.windows)
  await house.rule({ concerned: true, pace: 'daily' })
  await house.announce({ interactionId, to: { roles: ['head'] } })
  await house.pass()
  const { head } = people()
  const moveTo = (department: string) =>
    house.db.query(sql`
      update employees set department_id = ${department} where workspace_id = ${house.company.id} and id = ${head.id}`)
  await moveTo(house.company.departments.service)
  house.clock = new Date('2026-03-03T06:00:00Z')
  await house.sendDue()
  await moveTo(house.company.departments.windows)
  expect(receivers()).toEqual([])
  expect((await house.log()).map(({ state }) => state)).toEqual(['cancelled'])
})

test('the same key is told once, and what is rolled back never', async () => {
  const to = { employees: [people().director.id] }
  await house.announce({ key: 'once', to })
  await house.announce({ key: 'once', to })
  await expect(
    house.db.transaction(async (tx) => {
      const notice = { workspaceId: house.company.id, type: 'test.rated', interactionId: null, facts: {}, path: '' }
      await announce(tx, { ...notice, to, key: 'undone' }, house.clock)
      throw new Error('undone')
    }),
  ).rejects.toThrow('undone')
  await Promise.all([house.pass(), house.pass(), house.pass()])
  expect(await bells('director')).toEqual({ director: 1 })
  expect(await house.log()).toHaveLength(1)
})

test('rules add people, roles and channels where department, source and number fit', async () => {
  const slack = await house.channel('slack')
  await house.rule({
    types: ['test.rated'],
    departmentId: house.company.departments.windows,
    threshold: { fact: 'score', is: 'at_most', value: 2 },
    employees: [people().marketing.id],
    channelId: slack,
  })
  const there = { interactionId: await ratedBy(people().manager.id, house.company.departments.windows) }
  await house.announce({ ...there, facts: { score: 2, comment: '<плохо> & долго' } })
  await house.announce({ ...there, facts: { score: 5, comment: 'Отлично' } })
  await house.pass()
  await house.sendDue()
  expect(await bells('marketing')).toEqual({ marketing: 1 })
  expect(house.cloud.asked.map(({ path }) => path)).toEqual(['/services/T0/B0/secret'])
  expect(JSON.parse(house.cloud.asked[0]?.body ?? '')).toEqual({
    text: `*<https://lidoskop.firma.example/w/${house.company.slug}/interactions|Клиент поставил 2>*\n&lt;плохо&gt; &amp; долго`,
  })
})

test('a person’s own choice goes before the company’s: how soon, not at all, and their quiet hours', async () => {
  const { director, head, admin } = people()
  const choose = (id: string, part: Partial<typeof untouched>) =>
    house.db.transaction((tx) => writePreferences(tx, house.company.id, id, { ...untouched, ...part }, house.clock))
  await choose(director.id, { paces: { 'test.rated': 'never' } })
  await choose(head.id, { timezone: 'Asia/Vladivostok', quiet: { from: 18 * 60, to: 9 * 60 } })
  await choose(admin.id, { paces: { 'test.rated': 'hourly' } })
  const to = { employees: [director.id, head.id, admin.id] }
  await house.announce({ to })
  await house.announce({ to, facts: { score: 1, comment: 'Ещё' } })
  await house.pass()
  await house.sendDue()
  expect(receivers()).toEqual([])
  expect(await bells('director', 'head', 'admin')).toEqual({ director: 2, head: 2, admin: 2 })
  house.clock = new Date('2026-03-02T10:00:00Z')
  await house.sendDue()
  // One letter for the hour, with both.
  expect(receivers()).toEqual([emailOf(admin)])
  expect(house.smtp.received[0]?.raw.replaceAll('=\r\n', '').match(/padding:16px 20px/g)).toHaveLength(2)
  // Nine in the morning in Vladivostok is 23:00 UTC of the day before.
  house.clock = new Date('2026-03-02T22:59:00Z')
  await house.sendDue()
  expect(receivers()).toEqual([emailOf(admin)])
  house.clock = new Date('2026-03-02T23:00:00Z')
  await house.sendDue()
  expect(receivers()).toEqual([emailOf(admin), emailOf(head)].sort())
})

test('a notice that comes while the letter of its hour leaves goes by itself instead of getting lost', async () => {
  await house.rule({ concerned: true, pace: 'hourly' })
  const to = { employees: [people().director.id] }
  await house.announce({ to })
  await house.pass()
  const atTen = new Date('2026-03-02T10:00:00Z')
  house.clock = atTen
  await house.sendDue()
  // Its process had looked at the clock a moment before ten.
  house.clock = new Date('2026-03-02T09:59:59Z')
  await house.announce({ to, facts: { score: 4, comment: 'Позже' } })
  await house.pass()
  house.clock = atTen
  await house.sendDue()
  expect(receivers()).toEqual([emailOf(people().director), emailOf(people().director)])
})

test('what by default sends no letter only rings', async () => {
  await house.announce({ type: 'test.quiet', to: { employees: [people().director.id] } })
  await house.pass()
  expect(await bells('director')).toEqual({ director: 1 })
  expect(await house.log()).toEqual([])
})

test('what could not be passed on for more than a day stands in the bell as read, and nobody is written to', async () => {
  await house.announce({ to: { employees: [people().director.id] } })
  house.clock = new Date('2026-03-03T09:00:01Z')
  await house.pass()
  expect(await bells('director')).toEqual({ director: 0 })
  const told = await listBell(house.db, house.company.id, people().director.id, { before: null, limit: 10 })
  expect(told).toHaveLength(1)
  expect(await house.log()).toEqual([])
})
