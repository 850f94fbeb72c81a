import { describe, expect, it } from 'vitest'
import type { Origin } from '../../figures/tree.ts'
import { latinKey, matchOf, suggestionsFor } from './match.ts'
import { placeIn } from './place.ts'

const named = (...names: string[]) => names.map((name, i) => ({ id: `o${i}`, name }))

describe('a campaign of an advertising system is the campaign of the record', () => {
  it.each([
    ['whose name is its id', '54321001', 'Окна', ['окна', '54321001'], 'o1', 'id'],
    ['that holds its id', '54321001', null, ['cid|54321001|search', '543210012'], 'o0', 'id'],
    ['of the same name', null, 'Окна  Москва', ['Балконы', 'окна москва'], 'o1', 'name'],
    ['of its name in Latin letters', '1', 'Окна Москва | Поиск', ['okna_moskva_poisk'], 'o0', 'name'],
    [
      'of its name with other transliteration',
      '1',
      'Остекление балконов: Юго-Запад',
      ['osteklenie-balkonov-yugo-zapad'],
      'o0',
      'name',
    ],
  ] as const)('%s', (_, externalId, name, names, id, by) => {
    expect(matchOf({ externalId, name }, named(...names))).toEqual({ id, by })
  })

  it.each([
    ['a short number may be a year', '2026', 'Окна', ['Распродажа 2026']],
    ['two have the same name', null, 'Окна', ['Окна', 'окна']],
    ['the number is a part of another', '54321', null, ['543210']],
    ['names are only alike', null, 'Окна Москва', ['Окна Тверь']],
  ] as const)('but not where %s', (_, externalId, name, names) => {
    expect(matchOf({ externalId, name }, named(...names))).toBeNull()
  })

  it('what is only alike is suggested, most alike first', () => {
    const found = suggestionsFor(
      { externalId: null, name: 'Окна Москва' },
      named('Двери', 'okna_mosk', 'okna_moskva_2'),
    )
    expect(found.map(({ name }) => name)).toEqual(['okna_moskva_2', 'okna_mosk'])
  })
})

it('spellings of one name have one key', () => {
  expect(new Set(['Окна Москва', 'okna_moskva', ' ОКНА-МОСКВА '].map(latinKey)).size).toBe(1)
})

describe('money below a campaign stands where its contacts stand', () => {
  const below: Origin[] = [
    { id: 'p1', level: 'placement', parentId: 'c', name: '410001' },
    { id: 'k1', level: 'keyword', parentId: 'p1', name: 'купить окна' },
    { id: 'k2', level: 'keyword', parentId: 'c', name: 'балконы' },
  ]
  const place = placeIn({ source: 'Яндекс', campaign: 'Окна', campaignId: 'c', below })
  const base = { source: 'Яндекс', campaign: 'Окна' }

  it.each([
    ['a group that contacts name by its id', 'Поиск', '410001', null, { placement: '410001' }],
    ['a keyword of that group', 'Поиск', '410001', 'Купить  окна', { placement: '410001', keyword: 'купить окна' }],
    ['a keyword that contacts carry without a group', 'Сети', '9', 'балконы', { keyword: 'балконы' }],
    [
      'a keyword that contacts carry in one other place',
      'Новая',
      '9',
      'купить окна',
      { placement: '410001', keyword: 'купить окна' },
    ],
    ['a group and a keyword that nobody came with', 'Новая', '9', 'двери', { placement: 'Новая', keyword: 'двери' }],
    ['a keyword without a group', null, null, 'двери', { keyword: 'двери' }],
    ['neither group nor keyword', null, null, null, {}],
  ] as const)('%s', (_, group, groupId, keyword, where) => {
    expect(place({ group, groupId, keyword })).toEqual({ ...base, ...where })
  })
})
