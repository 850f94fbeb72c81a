import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FakeAmo, fakeAmo } from '../modules/crm/test-amo.ts'
import { until } from '../modules/crm/testing.ts'
import { openEndpoint } from '../modules/intake/testing.ts'
import { sql } from '../platform/database/database.ts'
import { openBrowser, type Page, settle, type TestBrowser } from '../platform/testing/browser.ts'
import { type TestServer, testServer } from '../platform/testing/index.ts'

let server: TestServer
let browser: TestBrowser
let amo: FakeAmo
const now = Math.floor(Date.now() / 1_000)
const clients = { petr: '+79160001122', olga: '+79035556677' }

beforeAll(async () => {
  server = await testServer({ web: true, env: { LIDOSKOP_PRIVATE_HOOKS: '1' } })
  browser = await openBrowser()
  amo = await fakeAmo()
  const at = new Date((now - 7_200) * 1_000)
  await server.db.transaction((tx) =>
    server.app.recorder.record(tx, {
      ...{ workspace: server.company, now: at },
      observations: Object.entries(clients).map(([name, phone]) => ({
        ...{ provider: 'generic', externalId: name, kind: 'form', direction: 'inbound', at, finished: true },
        ...{
          party: { phone, name: name === 'petr' ? 'Пётр Окнов' : 'Ольга Рамина' },
          origin: { source: 'Яндекс Директ', campaign: 'Окна' },
        },
      })),
    }),
  )
  const deal = {
    name: 'Окна на дачу',
    price: 46_333,
    contact: 501,
    goods: [{ id: 525439, quantity: 2 }],
    responsible_user_id: 504143,
  }
  amo.add({ id: 4821, ...deal, created_at: now - 7_000, updated_at: now - 7_000 })
  amo.move(4821, 22, now - 3_600)
  amo.move(4821, 142, now - 60)
  await openEndpoint(server, 'amocrm', { secrets: { accessToken: 'long-lived' }, settings: { address: amo.url } })
  await until(async () =>
    (await server.db.query(sql`select from deal_stages where exact`)).length === 2 ? true : null,
  )
})
afterAll(async () => {
  await browser?.close()
  await amo?.close()
  await server?.close()
})

const open = async (path: string, role: 'admin' | 'manager' = 'admin'): Promise<Page> => {
  const page = await browser.page({ url: server.url, visitor: server.logins[role] })
  await page.goto(`/w/${server.company.slug}/${path}`)
  await settle(page)
  return page
}

test('a deal tells where it lives, its stages, goods and how its client came; a person corrects the client', async () => {
  const page = await open('sales/deals')
  await page.getByText('Окна на дачу').click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('heading', { name: 'Этапы' }).waitFor()
  expect(await dialog.getByRole('link', { name: 'Открыть в amoCRM' }).getAttribute('href')).toBe(
    `${amo.url}/leads/detail/4821`,
  )
  const text = ((await dialog.textContent()) ?? '').replaceAll('\u00a0', ' ')
  for (const said of [
    '46 333 ₽',
    'Продажи · Успешно реализовано',
    'Договор',
    'Окно 2×1',
    '3 001 ₽',
    'найден по телефону',
    'Яндекс Директ › Окна',
  ]) {
    expect(text).toContain(said)
  }
  await dialog.getByRole('button', { name: 'Исправить' }).click()
  await dialog.getByLabel('Телефон, почта или имя клиента').fill('5556677')
  await dialog.getByRole('radio', { name: /Ольга Рамина/ }).check()
  await dialog.getByLabel('Почему').fill('Заказывала дочь')
  await dialog.getByRole('button', { name: 'Сохранить' }).click()
  await dialog.getByText('выбран вручную').waitFor()
  await dialog.getByText('Ольга Рамина').waitFor()
  await page.context().close()
})

test('an interaction is sent to the CRM from its card, and the card says what became of it', async () => {
  const [row] = await server.db.query<{ id: string }>(sql`
    select id from interactions where workspace_id = ${server.company.id} and external_id = 'petr'`)
  const page = await open(`interactions/${row?.id}`)
  await page.getByRole('button', { name: 'В CRM: Дверь amocrm' }).click()
  await page.getByText('В «Неразобранном»: Дверь amocrm').waitFor()
  expect(amo.unsorted).toHaveLength(1)
  await page.context().close()
})

test('whom the CRM calls otherwise is recognised by hand', async () => {
  const page = await open('settings/crm')
  await page.getByText('2 человека не узнаны').waitFor()
  await page.getByRole('combobox', { name: 'Кто такой Никто из нас' }).click()
  await page.getByRole('option', { name: 'manager 202' }).click()
  await until(async () => {
    const [deal] = await server.db.query<{ id: string }>(
      sql`select responsible_id as id from deals where external_id = '4821'`,
    )
    return deal?.id === server.company.otherManager.id ? true : null
  })
  await page.getByRole('tab', { name: 'Этапы' }).click()
  await page.getByText('Первичный контакт').waitFor()
  await page.context().close()
})
