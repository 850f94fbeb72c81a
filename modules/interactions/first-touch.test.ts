import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '../../kernel/access.ts'
import { sql } from '../../platform/database/database.ts'
import { type TestServer, testServer } from '../../platform/testing/index.ts'
import type { InteractionCard } from './contract.ts'
import type { Observation } from './observation.ts'

let server: TestServer
const now = new Date('2026-03-12T12:00:00Z')
beforeAll(async () => {
  server = await testServer({ now: () => now })
  const { manager } = server.company.people
  const { otherManager } = server.company
  const contact = (externalId: string, day: number, facts: Partial<Observation>): Observation => ({
    ...{ provider: 'test', externalId, kind: 'email', at: new Date(Date.UTC(2026, 2, day, 9)), direction: 'inbound' },
    ...{ finished: true, party: { email: 'client@example.com' }, line: manager.line, ...facts },
  })
  await server.db.transaction((tx) =>
    server.app.recorder.record(tx, {
      workspace: server.company,
      now,
      observations: [
        contact('before', 1, {}),
        contact('form', 2, {
          ...{ kind: 'form', line: otherManager.line, origin: { source: 'Яндекс Директ', campaign: 'Окна' } },
        }),
        contact('letter', 3, {}),
        contact('later', 4, { kind: 'form', origin: { source: 'VK Реклама' } }),
        contact('last', 5, {}),
      ],
    }),
  )
})
afterAll(() => server.close())

async function cardOf(externalId: string, role: Role = 'admin'): Promise<InteractionCard> {
  const [row] = await server.db.query<{ id: string }>(sql`
    select id from interactions where workspace_id = ${server.company.id} and external_id = ${externalId}`)
  const answer = await server.api(role)(`/workspaces/${server.company.slug}/interactions/${row?.id}`)
  return (await answer.json()) as InteractionCard
}
const cameBy = async (...asked: Parameters<typeof cardOf>) => (await cardOf(...asked)).customer?.cameBy

test('a contact without a source of its own tells what first brought the client, and stays without one', async () => {
  const letter = await cardOf('letter')
  expect(letter.origin).toBeNull()
  expect(letter.customer?.cameBy).toMatchObject({
    ...{ interactionId: (await cardOf('form')).id, at: '2026-03-02T09:00:00.000Z' },
    origin: { source: { name: 'Яндекс Директ' }, campaign: { name: 'Окна' } },
  })
  expect((await cameBy('last'))?.origin.source.name).toBe('Яндекс Директ')
})

test('what came later brought nobody', async () => {
  expect(await cameBy('before')).toBeNull()
})

test('whoever does not see the contact that brought the client learns nothing of it', async () => {
  expect(await cameBy('letter', 'manager')).toBeNull()
  expect((await cameBy('last', 'manager'))?.origin.source.name).toBe('VK Реклама')
})
