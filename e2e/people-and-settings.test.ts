import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../platform/database/database.ts'
import { openBrowser, type Page, settle, type TestBrowser } from '../platform/testing/browser.ts'
import { type TestServer, testServer } from '../platform/testing/index.ts'

let server: TestServer
let browser: TestBrowser
beforeAll(async () => {
  server = await testServer({ web: true })
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

async function openAs(role: 'admin' | 'director' | 'manager', path: string): Promise<Page> {
  const page = await browser.page({ url: server.url, visitor: server.logins[role] })
  await page.goto(`/w/${server.company.slug}/${path}`)
  await settle(page)
  return page
}

const dialog = (page: Page) => page.getByRole('dialog')
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })

describe('people', () => {
  test('a line that is taken is refused beside its field, by the name of its owner', async () => {
    const page = await openAs('admin', 'settings/people')
    await button(page, 'Добавить').click()
    const form = dialog(page)
    await form.getByLabel('Имя').fill('Новый Менеджер')
    await form.getByLabel('Линии').fill(server.company.secondManager.line)
    await form.getByLabel('Линии').press('Enter')
    await form.getByRole('button', { name: 'Добавить' }).click()
    await form.getByText(`уже записана: ${server.company.secondManager.name}`).waitFor()
    await form.getByLabel('Линии').press('Backspace')
    await form.getByLabel('Линии').fill('907')
    await form.getByRole('button', { name: 'Добавить' }).click()
    await dialog(page).waitFor({ state: 'detached' })
    await page.getByRole('row', { name: /Новый Менеджер.*907/ }).waitFor()
    await page.context().close()
  })

  test('a department gets lines of its own, and one that is taken is refused by the name of its owner', async () => {
    const page = await openAs('admin', 'settings/people')
    await button(page, 'Отделы').click()
    const lines = dialog(page).getByLabel('Линии отдела «Сервис»')
    const form = dialog(page)
      .locator('form')
      .filter({ has: page.getByLabel('Линии отдела «Сервис»') })
    await lines.fill(server.company.secondManager.line)
    await lines.press('Enter')
    await form.getByRole('button', { name: 'Сохранить' }).click()
    await form.getByText(`уже записана: ${server.company.secondManager.name}`).waitFor()
    await lines.press('Backspace')
    await lines.fill('8 (495) 111-22-33')
    await lines.press('Enter')
    await form.getByRole('button', { name: 'Сохранить' }).click()
    await form.getByText('+74951112233').waitFor()
    await page.context().close()
  })

  test('an invited person opens the link, chooses a password and works', async () => {
    const page = await openAs('admin', 'settings/people')
    await page.getByRole('button', { name: 'Пригласить' }).first().click()
    await dialog(page).getByLabel('Имя').fill('Вера Гостья')
    await dialog(page).getByLabel('Почта').fill('vera@okna.test')
    await button(page, 'Создать ссылку').click()
    const link = await dialog(page).getByLabel('Ссылка').inputValue()
    await button(page, 'Готово').click()
    expect(await page.content()).not.toContain(link.slice(-20))

    const guest = await browser.page({ url: server.url })
    await guest.goto(new URL(link).pathname)
    await guest.getByLabel('Придумайте пароль').fill('a very long password')
    await button(guest, 'Принять приглашение').click()
    await guest.waitForURL(`**/w/${server.company.slug}/**`)
    await settle(guest)
    expect(await guest.getByText('Вера Гостья').count()).toBeGreaterThan(0)
    await guest.context().close()

    await page.reload()
    await page.getByRole('row', { name: /Вера Гостья.*есть/ }).waitFor()
    await page.context().close()
  })

  test('a person who forgot their password gets a link, chooses a new one and is in', async () => {
    const { people, slug } = server.company
    const page = await openAs('admin', 'settings/people')
    await page.getByText(people.senior.name).first().click()
    await button(page, 'Ссылка для нового пароля').click()
    const link = await dialog(page).getByLabel('Ссылка').inputValue()
    const guest = await browser.page({ url: server.url })
    await guest.goto(new URL(link).pathname)
    await guest.getByLabel('Придумайте пароль').fill('remembered this time')
    await button(guest, 'Сохранить и войти').click()
    await guest.waitForURL(`**/w/${slug}/**`)
    await guest.goto(new URL(link).pathname)
    await guest.getByText('Ссылка больше не действует').waitFor()
    await guest.context().close()
    await page.context().close()
  })

  test('whoever may only read finds nothing to press', async () => {
    const page = await openAs('director', 'settings/people')
    await page.getByRole('row', { name: new RegExp(server.company.people.manager.name) }).waitFor()
    expect(await page.getByRole('button', { name: 'Пригласить' }).count()).toBe(0)
    expect(await button(page, 'Добавить').count()).toBe(0)
    await page.context().close()
  })
})

test('a key is shown once and works at once', async () => {
  const page = await openAs('admin', 'settings/keys')
  await button(page, 'Новый ключ').click()
  await dialog(page).getByLabel('Для чего').fill('Обмен')
  await button(page, 'Создать ключ').click()
  const key = await dialog(page).getByLabel('Ключ', { exact: true }).inputValue()
  await button(page, 'Готово').click()
  expect(await page.content()).not.toContain(key)
  const answer = await fetch(`${server.url}/api/v1/workspaces/${server.company.slug}/employees`, {
    headers: { authorization: `Bearer ${key}` },
  })
  expect(answer.status).toBe(200)
  await page.context().close()
})

test('the norms of the company are changed, and the log tells who did it, from what, to what', async () => {
  const page = await openAs('admin', 'settings/company')
  await page.getByRole('textbox', { name: 'Норма мусора, % обращений' }).fill('4,5')
  await button(page, 'Сохранить').click()
  await page.getByText('Сохранено').waitFor()
  await page.goto(`/w/${server.company.slug}/settings/audit`)
  const entry = page.getByRole('listitem').filter({ hasText: 'Изменены настройки компании' })
  await entry.getByText('4,5 %').waitFor()
  expect(await entry.textContent()).toContain(server.company.people.admin.name)
  await page.context().close()
})

test('the log says that it is intact, and after tampering which entry was touched', async () => {
  const page = await openAs('director', 'settings/audit')
  await button(page, 'Проверить журнал').click()
  await page.getByText('Журнал цел').waitFor()
  await server.db.query(sql`update audit_log set after = '{}' where workspace_id = ${server.company.id} and seq = 2`)
  await button(page, 'Проверить ещё раз').click()
  await page.getByText('Запись № 2 изменена').waitFor()
  await page.context().close()
})

test('a person changes their password, and the other browser is signed out', async () => {
  const [page, other] = [await openAs('manager', 'settings/profile'), await openAs('manager', 'settings/profile')]
  await page.getByLabel('Нынешний пароль').fill('not this one')
  await page.getByLabel('Новый пароль').fill('another long password')
  await button(page, 'Сменить пароль').click()
  await page.getByText('Нынешний пароль не подошёл').waitFor()
  await page.getByLabel('Нынешний пароль').fill(server.logins.manager.password)
  await button(page, 'Сменить пароль').click()
  await page.getByText('Пароль сменён').waitFor()
  await other.reload()
  await other.waitForURL('**/sign-in**')
  await page.context().close()
  await other.context().close()
})
