import { expect, test } from 'vitest'
import { newId } from '../../../kernel/ids.ts'
import { readCursor, writeCursor } from './cursor.ts'

const id = newId()

test.each([['2026-03-02T10:00:00.123Z'], [0], [3600]])('the place after %s is found again', (value) => {
  expect(readCursor(writeCursor({ value, id }))).toEqual({ value, id })
})

test.each([
  ['words', 'Tue Mar 03'],
  ['a bare year', '2026'],
  ['a zone that is none', '2026-03-02T10:00:00+99:99'],
  ['a day that is none', '2026-13-45T10:00:00Z'],
  ['a part of a second', 1.5],
  ['a number beyond counting', 1e300],
])('%s is no place in a list', (_, value) => {
  expect(() => readCursor(writeCursor({ value, id }))).toThrow('invalid_value')
})

test.each(['', 'x', 'bnVsbA', Buffer.from('[1]').toString('base64url')])('“%s” is no cursor', (text) => {
  expect(() => readCursor(text)).toThrow('invalid_value')
})
