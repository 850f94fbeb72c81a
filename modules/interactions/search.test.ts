import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../kernel/access.ts'
import { type TestServer, testServer } from '../../platform/testing/index.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
  const at = '2026-03-10T12:00:00Z'
  const chat = {
    provider: 'chat',
    externalId: '1',
    kind: 'chat',
    at,
    direction: 'inbound',
    finished: true,
    subject: 'Окно 1400, перезвоните на 89161234567',
    messages: [{ key: '1', at, author: 'client', text: 'Мой номер 8 916 123 45 67, окно 1400' }],
  }
  await server.api('admin')(`/workspaces/${server.company.slug}/interactions`, { body: { observations: [chat] } })
})
afterAll(() => server.close())

async function found(role: Role, text: string): Promise<number> {
  const path = `/workspaces/${server.company.slug}/interactions?text=${encodeURIComponent(text)}`
  return ((await (await server.api(role)(path)).json()) as { items: unknown[] }).items.length
}

test.each(['89161', '8916123456', '916 12', 'окно 89161', '89161234567'])(
  'who sees numbers finds the talk that holds one by «%s»',
  async (text) => expect(await found('director', text)).toBe(1),
)

test.each(['89161', '89161234', '916 12', 'окно 89161'])(
  'to whom numbers are masked «%s» tells nothing of a number within a talk',
  async (text) => expect(await found('marketing', text)).toBe(0),
)

test.each(['окно 1400', '1400', '89161234567'])('words, sizes and a whole number stay: «%s»', async (text) =>
  expect(await found('marketing', text)).toBe(1),
)
