/** What the first company holds: contacts of clients with data that only some may see. */
import type { Observation } from '../../modules/interactions/index.ts'
import { sql } from '../../platform/database/database.ts'
import type { TestServer } from '../../platform/testing/index.ts'

/** The data of one client, and in whose hands the contact is. */
export interface Client {
  readonly handledBy: 'manager' | 'senior' | 'colleague' | 'stranger' | 'nobody'
  readonly interactionId: string
  readonly name: string
  readonly email: string
  /** National digits. */
  readonly phone: string
}

const handlers = ['manager', 'senior', 'colleague', 'stranger', 'nobody'] as const

const contact = (index: number) => ({
  name: `Фамильев${index} Клиент`,
  email: `client${index}@private.test`,
  phone: `91600000${String(10 + index)}`,
})

/** Records two contacts for each handler: an answered call and a dialogue. */
export async function recordClients({ app, db, company }: TestServer): Promise<Client[]> {
  const lines = {
    manager: company.people.manager.line,
    senior: company.people.senior.line,
    colleague: company.secondManager.line,
    stranger: company.otherManager.line,
    nobody: undefined,
  }
  const planned = handlers.flatMap((handledBy, index) => [
    { handledBy, kind: 'call' as const, ...contact(index * 2), externalId: `call ${handledBy}` },
    { handledBy, kind: 'chat' as const, ...contact(index * 2 + 1), externalId: `chat ${handledBy}` },
  ])
  const observations = planned.map(({ handledBy, kind, name, email, phone, externalId }, index): Observation => {
    const startedAt = new Date(Date.UTC(2026, 2, 2 + index, 9))
    const line = lines[handledBy]
    return {
      provider: 'matrix',
      externalId,
      kind,
      direction: 'inbound',
      at: startedAt,
      startedAt,
      answeredAt: new Date(startedAt.getTime() + 10_000),
      endedAt: new Date(startedAt.getTime() + 100_000),
      finished: true,
      outcome: 'answered',
      party: { phone: `+7${phone}`, email, name },
      ourAddress: '+74951234567',
      ...(line ? { line, legs: [{ key: line, line, outcome: 'answered', talkSeconds: 90 }] } : {}),
      messages:
        kind === 'chat'
          ? [
              {
                key: '1',
                at: startedAt,
                author: 'client',
                text: `Перезвоните: 8 (${phone.slice(0, 3)}) ${phone.slice(3)} или ${email}`,
              },
            ]
          : [],
      subject: `Заявка с сайта, ${email}`,
      origin: { source: 'Яндекс', campaign: 'Окна', placement: 'Поиск', keyword: 'окна цена' },
    }
  })
  await db.transaction((tx) => app.recorder.record(tx, { workspace: company, observations, now: new Date() }))
  const rows = await db.query<{ id: string; externalId: string }>(sql`
    select id, external_id as "externalId" from interactions where workspace_id = ${company.id} and provider = 'matrix'`)
  return planned.map(({ handledBy, name, email, phone, externalId }) => {
    const interactionId = rows.find((row) => row.externalId === externalId)?.id
    if (!interactionId) throw new Error(`«${externalId}» was not recorded`)
    return { handledBy, name, email, phone, interactionId }
  })
}

/** Which of a client's data a text shows: digits are found however they are grouped. */
export function shown(text: string, client: Client): ('phone' | 'email' | 'name' | 'interaction')[] {
  const digits = new RegExp([...client.phone].join('[\\s()-]*'))
  return [
    ...(digits.test(text) ? (['phone'] as const) : []),
    ...(text.includes(client.email) ? (['email'] as const) : []),
    ...(text.includes(client.name) ? (['name'] as const) : []),
    ...(text.includes(client.interactionId) ? (['interaction'] as const) : []),
  ]
}
