import { expect, it } from 'vitest'
import { numberOf, spellingsOf } from './phone-spellings.ts'

it('a number is known however it is written, and a name that ends in digits is no number', () => {
  for (const text of ['8 (343) 288-77-00', '+7 343 288 77 00', '3432887700']) {
    expect(numberOf(text, 'RU')).toBe('+73432887700')
  }
  for (const text of ['queue-83432887700', 'sip:83432887700@host', '101', '600', 'zakaz@okna.test', '']) {
    expect(numberOf(text, 'RU')).toBeNull()
  }
})

it('a number is spelt as exchanges dial it, and every spelling is that number; anything else as it is', () => {
  expect(spellingsOf('+73432887700')).toEqual(['+73432887700', '73432887700', '83432887700', '3432887700'])
  for (const spelling of spellingsOf('+73432887700')) expect(numberOf(spelling, 'RU')).toBe('+73432887700')
  expect(spellingsOf('+4930123456')).toEqual(['+4930123456', '4930123456'])
  expect(spellingsOf('queue-1')).toEqual(['queue-1'])
})
