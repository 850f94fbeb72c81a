/** Real objects of a company for the ids in paths and inputs. */

import { newId } from '../../kernel/ids.ts'
import { addSite, packet, send } from '../../modules/visits/testing.ts'
import { sql } from '../../platform/database/database.ts'
import type { TestServer } from '../../platform/testing/index.ts'
import { isOfCompany, type Operation } from './operations.ts'
import { sample } from './sample.ts'

const root = '/workspaces/{workspace}/'

/** Collections whose name is not that of the field which refers to them. */
const collectionOfField: Readonly<Record<string, string>> = {
  employee: 'employees',
  department: 'departments',
  interaction: 'interactions',
  customer: 'customers',
  client: 'customers',
  class: 'classes',
  was: 'classes',
  source: 'origins',
  origin: 'origins',
  parent: 'origins',
  pool: 'number-pools',
  answer: 'new-answers',
  message: 'new-answers',
  file: 'new-answers',
  channel: 'notification-channels',
}

/** Customers that were joined, each pair its own. */
let joined = 0
/** Telephone numbers that nobody has yet. */
let numbers = 0
const newNumber = (): string => `+7495${String(2_000_000 + numbers++)}`

/** Finds or makes objects of the first company. What can be neither found nor made is an error that names the collection. */
export function createObjects(server: TestServer, operations: readonly Operation[]) {
  const admin = server.api('admin')
  const { company, db } = server
  const findOperation = (method: string, collection: string) =>
    operations.find((operation) => operation.method === method && operation.path === root + collection)

  /** Objects that no operation makes: they come about in some other way. */
  const makers: Readonly<Record<string, () => Promise<string>>> = {
    interactions: () =>
      firstId(sql`select id from interactions where workspace_id = ${company.id} order by id limit 1`),
    customers: () => firstId(sql`select id from customers where workspace_id = ${company.id} order by id limit 1`),
    'customers/joins': async () => {
      const [one, other] = [`+7916${String(1_000_000 + joined++)}`, `join-${joined}@matrix.test`]
      const tell = (party: object) =>
        admin(`/workspaces/${company.slug}/interactions`, {
          body: {
            observations: [{ provider: 'join', externalId: newId(), kind: 'call', at: '2026-03-05T10:00:00Z', party }],
          },
        })
      for (const party of [{ phone: one }, { email: other }, { phone: one, email: other }]) await tell(party)
      return firstId(sql`select id from customer_joins where workspace_id = ${company.id} order by id desc limit 1`)
    },
    'callback-sites': async () => (await addSite(server)).id,
    callbacks: async () => {
      const [id, site] = [newId(), (await addSite(server)).id]
      await db.query(sql`
        insert into callback_requests (workspace_id, id, site_id, phone, state, created_at, promised_from, promised_until, try_at, language)
        values (${company.id}, ${id}, ${site}, ${newNumber()}, 'waiting', now(), now(), now(), now(), 'ru')`)
      return id
    },
    origins: () => firstId(sql`select id from origins where workspace_id = ${company.id} and level = 'source' limit 1`),
    'raw-events': async () => {
      const endpoint = await make('endpoints')
      await admin(`/workspaces/${company.slug}/endpoints/${endpoint}/test`, { method: 'POST' })
      return firstId(sql`select id from raw_events where workspace_id = ${company.id} limit 1`)
    },
    sites: async () => (await addSite(server)).id,
    'chat-sites': async () => (await addSite(server)).id,
    'chat-phrases': () => create('chat-phrases', { shortcut: `ответ${Math.random()}`, text: 'Здравствуйте' }),
    chats: async () => {
      const [id, visitor, site] = [newId(), newId(), (await addSite(server)).id]
      await db.query(sql`
        insert into chat_visitors (workspace_id, id, site_id, created_at) values (${company.id}, ${visitor}, ${site}, now())`)
      await db.query(sql`
        insert into chat_dialogues (workspace_id, id, site_id, visitor_id, state, opened_at, last_at)
        values (${company.id}, ${id}, ${site}, ${visitor}, 'open', now(), now())`)
      return id
    },
    visits: async () => {
      const told = packet()
      await send(server, (await addSite(server)).key, told)
      return told.visit
    },
    'class-checks': () => make('interactions'),
    disputes: async () => {
      const [id, claim] = [await make('interactions'), await make('classes')]
      await db.query(sql`
        insert into class_disputes (workspace_id, interaction_id, state, marketing_class_id, marketing_offer_id, opened_by_name, opened_at, due_at)
        values (${company.id}, ${id}, 'open', ${claim}, ${claim}, 'кто-то', now(), now() + interval '1 day')
        on conflict (workspace_id, interaction_id) do update set state = 'open'`)
      return id
    },
    // Files of messages are nobody's without a dialogue: what is asked for is not there.
    'message-files': async () => newId(),
    // Made by whoever writes the answer.
    'new-answers': async () => newId(),
    'interactions/answers': async () => {
      const { interaction, conversation } = await dialogue()
      const id = newId()
      await db.query(sql`
        insert into outbox_messages (workspace_id, id, conversation_id, interaction_id, endpoint_id, provider, text, author_name, state, created_at)
        values (${company.id}, ${id}, ${conversation}, ${interaction}, ${conversation}, 'telegram', 'ответ', 'кто-то', 'failed', now())`)
      return id
    },
    numbers: () => create('numbers', { number: newNumber(), kind: 'static', source: 'Щит' }),
    'number-pools': () => create('number-pools', { name: 'Сайт', replaces: ['+74951234567'] }),
    'spend/imports': () => upload('spend/import', `Дата;Источник;Расход\n2026-03-05;Источник ${Math.random()};100\n`),
    'spend/campaigns': async () => {
      const campaign = Math.random()
      await upload(
        'spend/import',
        `Дата;№ Кампании;Кампания;Условие показа;Расход (руб.)\n05.03.2026;${campaign};${campaign};ключ;100\n`,
      )
      return firstId(
        sql`select id from ad_campaigns where workspace_id = ${company.id} order by created_at desc, id desc limit 1`,
      )
    },
    // A port where nobody answers, in a network that the server may not reach: nothing leaves the machine.
    'spend/connections': async () => {
      const values = { clientId: 'c', clientSecret: 's', address: 'http://127.0.0.1:9' }
      const body = { system: 'vk-ads', name: 'Кабинет', values }
      const text = await (await admin(`/workspaces/${company.slug}/spend/connections`, { body })).text()
      return idIn(JSON.parse(text)) ?? failed(text)
    },
    'notification-channels': () =>
      create('notification-channels', { kind: 'webhook', name: 'Свой', url: 'http://127.0.0.1:9/hook' }),
    'notification-deliveries': async () => {
      const id = newId()
      await db.query(sql`
        insert into notification_messages (workspace_id, id, channel, recipient, key, state, created_at, due_at, attempt_at)
        values (${company.id}, ${id}, 'mail', ${company.people.manager.id}, ${id}, 'failed', now(), now(), now())`)
      return id
    },
    deals: async () => {
      const id = newId()
      await db.query(sql`
        insert into deals (workspace_id, id, external_id, stage, outcome, currency, created_on, created_at, updated_at)
        values (${company.id}, ${id}, ${id}, 'Переговоры', 'open', 'RUB', '2026-03-05', now(), now())`)
      return id
    },
    // Switched off: nobody goes to the CRM behind it.
    crm: async () => {
      const id = newId()
      await db.query(sql`
        insert into endpoints (workspace_id, id, provider, name, token, secret, active, created_by, created_at)
        values (${company.id}, ${id}, 'amocrm', 'CRM', ${id}, '', false, 'test', now())`)
      await db.query(sql`
        insert into crm_accounts (workspace_id, endpoint_id, account, currency, read_at) values (${company.id}, ${id}, ${id}, 'RUB', now())`)
      await db.query(sql`
        insert into crm_users (workspace_id, endpoint_id, external_id, name) values (${company.id}, ${id}, '504141', 'Кто-то')`)
      return id
    },
    'crm/users': async () => '504141',
    'deals/imports': () =>
      upload('deals/import', `ID сделки;Этап;Бюджет;Дата создания\n${Math.random()};Переговоры;5000;05.03.2026\n`),
  }

  /** The first interaction as a dialogue of a messenger, which can be answered. */
  async function dialogue(): Promise<{ interaction: string; conversation: string }> {
    const interaction = await make('interactions')
    await db.query(sql`
      insert into conversations (workspace_id, id, endpoint_id, provider, thread, client, answer_to, first_at, last_at, last_by, created_at)
      values (${company.id}, ${interaction}, ${interaction}, 'telegram', 'chat', '{}', '{"chat":"1"}', now(), now(), 'client', now())
      on conflict do nothing`)
    await db.query(sql`
      update interactions set provider = 'telegram', external_id = id::text where workspace_id = ${company.id} and id = ${interaction}`)
    return { interaction, conversation: interaction }
  }

  async function create(collection: string, body: unknown): Promise<string> {
    const response = await admin(`/workspaces/${company.slug}/${collection}`, { body })
    const text = await response.text()
    return idIn(JSON.parse(text)) ?? failed(text)
  }

  async function upload(path: string, content: string): Promise<string> {
    const form = new FormData()
    form.set('file', new File([content], 'sample.csv'))
    const response = await fetch(`${server.url}/api/v1/workspaces/${company.slug}/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.keys.admin}` },
      body: form,
    })
    const text = await response.text()
    return idIn(JSON.parse(text)) ?? failed(text)
  }

  const failed = (text: string): never => {
    throw new Error(`No object could be made: ${text}`)
  }

  async function firstId(statement: Parameters<typeof db.query>[0]): Promise<string> {
    const [row] = await db.query<{ id: string }>(statement)
    if (!row) throw new Error('the company has none')
    return row.id
  }

  /** An object that nobody has touched yet where one can be made, else the first that the list shows. */
  async function make(collection: string): Promise<string> {
    const maker = makers[collection]
    if (maker) return maker()
    const created = findOperation('POST', collection)
    if (created?.body) {
      const response = await admin(pathOf(created, {}), { body: await sample(created.body.schema, '', { idFor }) })
      const text = await response.text()
      return idIn(JSON.parse(text)) ?? failed(`${created.id} answered ${response.status} ${text}`)
    }
    const listed = findOperation('GET', collection)
    if (listed) {
      const id = idIn(await (await admin(pathOf(listed, {}))).json())
      if (id) return id
    }
    throw new Error(`No object of «${collection}» can be made or found: tell e2e/authorisation/objects.ts how`)
  }

  async function idFor(field: string): Promise<string> {
    const name = field.replace(/Ids?$/, '')
    return make(collectionOfField[name] ?? `${name}s`)
  }

  /** Ids for the fields of an operation's input: `id` and `ids` are of what its path is about. */
  const idForInputOf = (operation: Operation) => (field: string) =>
    field === 'id' || field === 'ids' ? make(operation.path.slice(root.length).split('/')[0] ?? '') : idFor(field)

  const pathOf = (operation: Operation, ids: Readonly<Record<string, string>>): string =>
    operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      name === 'workspace' ? company.slug : (ids[name] ?? name),
    )

  return {
    idForInputOf,
    /** Real ids for every parameter of the operation's path but the company. */
    async idsFor(operation: Operation): Promise<Record<string, string>> {
      if (!isOfCompany(operation)) return {}
      const ids: Record<string, string> = {}
      const parts = operation.path.slice(root.length).split('/')
      for (const [index, part] of parts.entries()) {
        const name = /^\{\+?(\w+)\}$/.exec(part)?.[1]
        if (name)
          ids[name] = await make(
            parts
              .slice(0, index)
              .filter((one) => !one.startsWith('{'))
              .join('/'),
          )
      }
      return ids
    },
    /** The token of a fresh invitation. */
    async invitation(): Promise<string> {
      const response = await admin(`/workspaces/${company.slug}/invitations`, {
        body: { email: `guest${Math.random()}@matrix.test`, name: 'Гость', role: 'manager' },
      })
      const { link } = (await response.json()) as { link: string }
      return link.slice(link.lastIndexOf('/') + 1)
    },
  }
}

/** The first id in an answer: of the object itself or of the first in a list. */
function idIn(answer: unknown): string | null {
  if (Array.isArray(answer)) return answer.map(idIn).find((id) => id !== null) ?? null
  if (typeof answer !== 'object' || answer === null) return null
  if ('id' in answer && typeof answer.id === 'string') return answer.id
  return (
    Object.values(answer)
      .filter(Array.isArray)
      .map(idIn)
      .find((id) => id !== null) ?? null
  )
}
