import { expect, test } from 'vitest'
import { listOf, oneOf, parseSearch } from '../../../../platform/web/router/search.ts'
import { filterSchema } from '../../contract.ts'
import { filterNames, filterOf } from './filter-names.ts'

const of = (address: string) => {
  const search = parseSearch(address)
  return filterOf({
    search,
    list: (name) => listOf(search, name),
    one: (name) => oneOf(search, name),
    period: { from: '2026-03-01', to: '2026-03-31', preset: '30d' },
  } as Parameters<typeof filterOf>[0])
}

test('every filter of the API can be set in the address', () => {
  expect([...filterNames, 'from', 'to'].sort()).toEqual(Object.keys(filterSchema.shape).sort())
})

test('the address is read as the filter that the API takes', () => {
  const filter = of('?kind=call&kind=chat&missed=true&hour=9&text=окна&minTalk=30')
  expect(filter).toMatchObject({ kind: ['call', 'chat'], from: '2026-03-01', to: '2026-03-31', text: 'окна' })
  expect(filterSchema.parse(filter)).toMatchObject({ missed: true, hour: [9], minTalk: 30 })
})

test('one client is shown over all time unless a period is named', () => {
  const customer = '01890000-0000-7000-8000-000000000000'
  expect(of(`?customer=${customer}`)).toEqual({ customer })
  expect(of(`?customer=${customer}&period=7d`)).toMatchObject({ from: '2026-03-01' })
})
