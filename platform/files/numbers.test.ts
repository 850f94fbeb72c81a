import { describe, expect, test } from 'vitest'
import { readDuration, readNumber, recogniseDecimal } from './numbers.ts'

describe('numbers as people write them', () => {
  test.each([
    ['125', 125],
    ['125,4', 125],
    ['2:05', 125],
    ['0:02:05', 125],
    ['1:02:05', 3725],
    ['1.02:03:04', 93_784],
    ['2 мин 5 сек', 125],
    ['1 ч 2 мин', 3720],
    ['45 sec', 45],
    ['-5', null],
    ['', null],
    ['2:75', null],
    ['долго', null],
  ])('duration %s', (text, seconds) => {
    expect(readDuration(text)).toBe(seconds)
  })

  test('the decimal mark of a column is told by those of its values that tell', () => {
    expect(recogniseDecimal(['1 234,56', '12'])).toBe(',')
    expect(recogniseDecimal(['1,234.56'])).toBe('.')
    expect(recogniseDecimal(['12.5', '7'])).toBe('.')
    expect(recogniseDecimal(['1,234', '5,678'], '.')).toBe('.')
  })

  test('thousands, currency signs and either mark', () => {
    expect(readNumber('1 234,56 ₽', ',')).toBe(1234.56)
    expect(readNumber('$1,234.56', '.')).toBe(1234.56)
    expect(readNumber('1.234,56', ',')).toBe(1234.56)
    expect(readNumber('−5', ',')).toBe(-5)
    expect(readNumber('abc', ',')).toBeNull()
  })
})
