import fc from 'fast-check'
import { expect, it } from 'vitest'
import { divideMoney, moneyText, readMoney } from './money.ts'

it.each([
  ['1234,56', 123_456, null],
  ['1 234,56', 123_456, null],
  ['1\u00a0234,56', 123_456, null],
  ['1\u2009234\u202f567,5', 123_456_750, null],
  ['1.234.567,89', 123_456_789, null],
  ['1,234,567.89', 123_456_789, null],
  ['1.234,56 р.', 123_456, 'RUB'],
  ['15000 ₽', 1_500_000, 'RUB'],
  ['15 000 руб.', 1_500_000, 'RUB'],
  ['₽15000', 1_500_000, 'RUB'],
  ['100 RUB', 10_000, 'RUB'],
  ['$1,234.50', 123_450, 'USD'],
  ['12.50 EUR', 1250, 'EUR'],
  ['-500', -50_000, null],
  ['−500,10', -50_010, null],
  ['(500,00)', -50_000, null],
  ['1,234.5600', 123_456, null],
  ['0', 0, null],
  [',5', 50, null],
  ['1,234,567', 123_456_700, null],
  ['70368744177664,01', 7_036_874_417_766_401, null],
])('%s is read to the kopeck', (text, minor, currency) => {
  expect(readMoney(text)).toEqual({ kind: 'money', minor, currency })
})

it.each([
  ['', 'no_number'],
  ['много', 'no_number'],
  ['1 2 3 a 4', 'no_number'],
  ['12,34,56', 'no_number'],
  ['1.2.3,4', 'no_number'],
  ['=1+1', 'no_number'],
  ['10 попугаев', 'no_number'],
  ['1,234', 'too_precise'],
  ['0.001', 'too_precise'],
  ['99999999999999999999', 'too_large'],
])('%s is refused, not guessed', (text, why) => {
  expect(readMoney(text)).toEqual({ kind: 'wrong', why })
})

it('the decimal mark of its column decides what 1,234 is', () => {
  expect(readMoney('1,234', { decimal: '.' })).toEqual({ kind: 'money', minor: 123_400, currency: null })
  expect(readMoney('1.234', { decimal: ',' })).toEqual({ kind: 'money', minor: 123_400, currency: null })
  expect(readMoney('1,234', { decimal: ',' })).toEqual({ kind: 'wrong', why: 'too_precise' })
  expect(readMoney('1,23', { decimal: '.' })).toEqual({ kind: 'money', minor: 123, currency: null })
})

it('what is written is read back exactly', () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), (minor) => {
      expect(readMoney(moneyText(minor, 'RUB'))).toEqual({
        kind: 'money',
        minor: minor === 0 ? 0 : minor,
        currency: null,
      })
    }),
  )
})

it('a share is rounded half away from zero and never loses more than half a kopeck per head', () => {
  expect(divideMoney(100, 3)).toBe(33)
  expect(divideMoney(50, 4)).toBe(13)
  expect(divideMoney(-50, 4)).toBe(-13)
  expect(divideMoney(100, 0)).toBeNull()
  fc.assert(
    fc.property(fc.nat(2 ** 31 - 1), fc.integer({ min: 1, max: 100_000 }), (minor, among) => {
      expect(Math.abs((divideMoney(minor, among) ?? 0) * among - minor) * 2).toBeLessThanOrEqual(among)
    }),
  )
})
