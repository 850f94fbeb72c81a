import { expect, test } from 'vitest'
import { demoCrm } from './crm.ts'

const deal = {
  ...{ externalId: '1000003', name: 'Окна, заявка 25.11', phone: '+79161234567', amount: 1_000_000 },
  ...{ responsible: 'Илья Новиков', source: null, campaign: null, createdOn: '2026-11-25', closedOn: null },
  stage: 'proposal',
} as const

test('no deal has passed a stage that lies ahead, and each passes its stages in their order', () => {
  const now = new Date('2026-11-25T04:50:00Z')
  const company = { currency: 'RUB', timezone: 'Asia/Yekaterinburg' }
  const { passed } = demoCrm([deal], company, { phoneOf: (text) => text, personOf: () => null, now })
  const times = passed.map(({ at }) => at.getTime())
  expect(times).toHaveLength(3)
  expect(times).toEqual([...times].sort((a, b) => a - b))
  expect(Math.max(...times)).toBeLessThanOrEqual(now.getTime())
})
