import { expect, test } from 'vitest'
import { differences } from './differences.ts'

test('only what differs is shown, nested settings by their own names', () => {
  expect(
    differences(
      { name: 'Окна', settings: { junkNorm: 0.03, gap: 0.25 } },
      { name: 'Окна', settings: { junkNorm: 0.02, gap: 0.25 } },
    ),
  ).toEqual([{ field: 'junkNorm', before: 0.03, after: 0.02 }])
})

test('what was added stands alone, and what stayed empty is left out', () => {
  expect(differences(null, { name: 'Пётр', email: null, lines: [] })).toEqual([
    { field: 'name', before: undefined, after: 'Пётр' },
  ])
})

test('what became empty is shown', () => {
  expect(differences({ lines: ['101'] }, { lines: [] })).toEqual([{ field: 'lines', before: ['101'], after: [] }])
})

test('a value without fields is one difference', () => {
  expect(differences('lead', 'spam')).toEqual([{ field: '', before: 'lead', after: 'spam' }])
})

test('of an id and the name that was kept with it the name is shown', () => {
  expect(differences({ classId: '1', class: 'Целевое' }, { classId: '2', class: 'Спам' })).toEqual([
    { field: 'class', before: 'Целевое', after: 'Спам' },
  ])
  expect(differences(null, { departmentId: '1' })).toEqual([{ field: 'departmentId', before: undefined, after: '1' }])
})
