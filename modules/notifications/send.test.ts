/** Messages over real sockets: an SMTP server, and cloud services with the answers that they document. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../../platform/database/database.ts'
import { signMessage } from '../../platform/secrets/signature.ts'
import { attempt } from './send.ts'
import { readChannel } from './store/channels.ts'
import { leaseMessage, sendAgain } from './store/messages.ts'
import { countUnread } from './store/notices.ts'
import { type House, openHouse } from './test-house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house?.close())
beforeEach(async () => {
  house.clock = new Date('2026-03-02T09:00:00Z')
  house.smtp.received.length = 0
  house.smtp.answer = () => null
  house.cloud.asked.length = 0
  house.cloud.answer = () => ({ json: {} })
  for (const statement of [
    sql`delete from notices where workspace_id = ${house.company.id}`,
    sql`delete from notification_messages where workspace_id = ${house.company.id}`,
    sql`delete from notification_channels where workspace_id = ${house.company.id}`,
  ]) {
    await house.db.query(statement)
  }
})

const later = (ms: number) => {
  house.clock = new Date(house.clock.getTime() + ms)
}
const states = async () => (await house.log()).map(({ state }) => state)
const letterForDirector = async () => {
  await house.announce({ to: { employees: [house.company.people.director.id] } })
  await house.pass()
}
const through = async (kind: 'slack' | 'telegram' | 'webhook') => {
  const channelId = await house.channel(kind)
  await house.rule({ channelId })
  await house.announce({})
  await house.pass()
  return channelId
}

describe('letters', () => {
  test('a server that is busy is asked again with pauses; the log has its words, and the letter arrives once', async () => {
    let letters = 0
    house.smtp.answer = () => (++letters <= 2 ? { code: 451, text: 'Try again later' } : null)
    await letterForDirector()
    await house.sendDue()
    expect(await house.log()).toMatchObject([
      {
        state: 'waiting',
        attempts: 1,
        status: 451,
        answer: '451 Try again later',
        to: house.company.people.director.name,
      },
    ])
    await house.sendDue()
    expect(house.smtp.received).toEqual([])
    later(5_000)
    await house.sendDue()
    later(30_000)
    await house.sendDue()
    await house.sendDue()
    expect(await house.log()).toMatchObject([{ state: 'sent', attempts: 3, status: 250 }])
    expect(house.smtp.received).toHaveLength(1)
  })

  test('an address that is refused for good is not tried again', async () => {
    house.smtp.answer = () => ({ code: 550, text: 'No such user here' })
    await letterForDirector()
    await house.sendDue()
    expect(await house.log()).toMatchObject([{ state: 'failed', status: 550, answer: '550 No such user here' }])
  })

  test('where the server took it and its answer was lost, it is sent again as the same letter', async () => {
    house.smtp.answer = () => (house.smtp.received.length === 0 ? 'drop' : null)
    await letterForDirector()
    await house.sendDue()
    later(5_000)
    await house.sendDue()
    const ids = house.smtp.received.map(({ raw }) => /^Message-ID: (.*)$/im.exec(raw)?.[1])
    expect(ids).toHaveLength(2)
    expect(new Set(ids).size).toBe(1)
    expect(await states()).toEqual(['sent'])
  })
})

describe('Telegram', () => {
  const refuse = (error_code: number, description: string, parameters?: object) => ({
    status: error_code,
    json: { ok: false, error_code, description, ...(parameters && { parameters }) },
  })

  test('a message is a link with the words below it', async () => {
    house.cloud.answer = () => ({ json: { ok: true, result: { message_id: 7, chat: { id: -100500 } } } })
    await through('telegram')
    await house.sendDue()
    expect(house.cloud.asked[0]?.path).toBe('/bot42:token/sendMessage')
    expect(JSON.parse(house.cloud.asked[0]?.body ?? '')).toEqual({
      chat_id: '-100500',
      text: `<a href="https://lidoskop.firma.example/w/${house.company.slug}/interactions">Клиент поставил 2</a>\nДолго`,
      parse_mode: 'HTML',
      link_preview_options: { is_disabled: true },
    })
    expect(await house.log()).toMatchObject([{ state: 'sent', answer: 'ok', status: 200 }])
  })

  test('429 rests the whole channel for as long as Telegram says', async () => {
    house.cloud.answer = () => refuse(429, 'Too Many Requests: retry after 40', { retry_after: 40 })
    await through('telegram')
    await house.sendDue()
    await house.announce({ facts: { score: 1, comment: 'Вторая' } })
    await house.pass()
    later(39_000)
    await house.sendDue()
    expect(house.cloud.asked).toHaveLength(1)
    house.cloud.answer = () => ({ json: { ok: true, result: {} } })
    later(1_000)
    await house.sendDue()
    expect(house.cloud.asked).toHaveLength(3)
    expect(await states()).toEqual(['sent', 'sent'])
  })

  test('a bot that was blocked switches the channel off, and the administrators hear of it', async () => {
    house.cloud.answer = () => refuse(403, 'Forbidden: bot was blocked by the user')
    const id = await through('telegram')
    await house.sendDue()
    expect(await readChannel(house.db, house.company.id, id)).toMatchObject({ active: false, stoppedReason: 'gone' })
    expect(await house.log()).toMatchObject([{ state: 'failed', answer: 'Forbidden: bot was blocked by the user' }])
    await house.pass()
    expect(await countUnread(house.db, house.company.id, house.company.people.admin.id)).toBe(1)
    expect(await countUnread(house.db, house.company.id, house.company.people.head.id)).toBe(0)
    // Nothing is kept for a channel that is off.
    await house.announce({})
    await house.pass()
    await house.sendDue()
    expect(house.cloud.asked).toHaveLength(1)
  })

  test('a group that became a supergroup is written to under its new id', async () => {
    house.cloud.answer = ({ body }) =>
      (JSON.parse(body) as { chat_id: string }).chat_id === '-100500'
        ? refuse(400, 'Bad Request: group chat was upgraded to a supergroup chat', { migrate_to_chat_id: -1001 })
        : { json: { ok: true, result: {} } }
    const id = await through('telegram')
    await house.sendDue()
    later(5_000)
    await house.sendDue()
    expect(await states()).toEqual(['sent'])
    expect((await readChannel(house.db, house.company.id, id))?.settings.chat).toBe('-1001')
  })
})

describe('Slack', () => {
  test('trouble of its own is waited out; a line that broke in the middle is a person’s to decide, never a double', async () => {
    house.cloud.answer = () => ({ status: 503 })
    await through('slack')
    await house.sendDue()
    expect(await house.log()).toMatchObject([{ state: 'waiting', status: 503 }])
    house.cloud.answer = () => 'drop'
    later(5_000)
    await house.sendDue()
    later(3_600_000)
    await house.sendDue()
    expect(house.cloud.asked).toHaveLength(2)
    const [message] = await house.log()
    expect(message?.state).toBe('unsure')
    house.cloud.answer = () => ({})
    expect(await sendAgain(house.db, house.company.id, message?.id ?? '', house.clock)).toBe(true)
    await house.sendDue()
    expect(await states()).toEqual(['sent'])
  })

  test('a webhook that was taken back switches the channel off', async () => {
    house.cloud.answer = () => ({ status: 404, bytes: Buffer.from('no_service') })
    const id = await through('slack')
    await house.sendDue()
    expect(await readChannel(house.db, house.company.id, id)).toMatchObject({ active: false, stoppedReason: 'gone' })
    expect(await house.log()).toMatchObject([{ status: 404, answer: 'no_service' }])
  })
})

test('a webhook is signed as our others are and carries the facts; sent twice it has one id', async () => {
  await through('webhook')
  house.cloud.answer = () => (house.cloud.asked.length === 1 ? 'drop' : {})
  await house.sendDue()
  later(5_000)
  await house.sendDue()
  const [first, second] = house.cloud.asked
  expect(second?.headers['x-lidoskop-delivery']).toBe(first?.headers['x-lidoskop-delivery'])
  expect(second?.headers['x-lidoskop-signature']).toBe(
    signMessage('sign-key', String(second?.headers['x-lidoskop-timestamp']), second?.body ?? ''),
  )
  expect(JSON.parse(second?.body ?? '')).toMatchObject({
    event: 'notices',
    workspaceId: house.company.id,
    notices: [{ type: 'test.rated', facts: { score: 2, comment: 'Долго' }, title: 'Клиент поставил 2' }],
  })
})

test('a day without one message that gets through switches a channel off', async () => {
  house.cloud.answer = () => ({ status: 500 })
  const id = await through('webhook')
  for (let hours = 0; hours < 40; hours++) {
    await house.sendDue()
    later(3_600_000)
    if (hours % 6 === 0) {
      await house.announce({})
      await house.pass()
    }
  }
  expect(await readChannel(house.db, house.company.id, id)).toMatchObject({ active: false, stoppedReason: 'failing' })
})

test('three processes at once send a message once', async () => {
  await letterForDirector()
  const [message] = await house.log()
  await Promise.all([1, 2, 3].map(() => attempt(house.post, house.company.id, message?.id ?? '')))
  expect(house.smtp.received).toHaveLength(1)
})

test('a process that died in the middle: chats are not written to again by themselves, letters go again as the same letter', async () => {
  await through('slack')
  await letterForDirector()
  for (const { id } of await house.log()) {
    // The process takes it and is never heard of again.
    await leaseMessage(house.db, house.company.id, id, house.clock, new Date(house.clock.getTime() + 180_000))
  }
  await house.sendDue()
  expect([house.cloud.asked.length, house.smtp.received.length]).toEqual([0, 0])
  later(180_000)
  await house.sendDue()
  const log = await house.log()
  expect(log.find(({ channel }) => channel === 'slack')).toMatchObject({ state: 'unsure', answer: 'interrupted' })
  expect(log.find(({ channel }) => channel === 'mail')).toMatchObject({ state: 'sent' })
  expect([house.cloud.asked.length, house.smtp.received.length]).toEqual([0, 1])
})
