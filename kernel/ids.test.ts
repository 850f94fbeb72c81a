import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idFrom, idTime, isId, newId } from './ids.ts'

describe('new ids', () => {
  it('sort in the order they were made and never repeat', () => {
    const ids = Array.from({ length: 50_000 }, () => newId())
    expect(ids).toEqual([...ids].sort())
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('are version 7 of the RFC variant', () => {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('carry the moment they were asked for', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date(2 ** 48 - 1), noInvalidDate: true }), (at) => {
        const id = newId(at)
        expect(isId(id)).toBe(true)
        expect(idTime(id)).toEqual(at)
      }),
    )
  })

  it('of one past moment keep their order', () => {
    const at = new Date('2024-02-29T10:00:00.123Z')
    const ids = Array.from({ length: 5000 }, () => newId(at))
    expect(ids).toEqual([...ids].sort())
    expect(ids.every((id) => idTime(id).getTime() === at.getTime())).toBe(true)
  })

  it('for an old record do not disturb the order of today’s', () => {
    const before = newId()
    newId(new Date('2099-01-01T00:00:00Z'))
    newId(new Date('2001-01-01T00:00:00Z'))
    expect(newId() > before).toBe(true)
    expect(Math.abs(idTime(newId()).getTime() - Date.now())).toBeLessThan(1000)
  })

  it('of a moment and after it lie at or above its bound, those before below', () => {
    const at = new Date('2024-02-29T10:00:00.123Z')
    const bound = idFrom(at)
    expect(isId(bound)).toBe(true)
    const ids = Array.from({ length: 1000 }, () => newId(at))
    expect(ids.every((id) => id >= bound)).toBe(true)
    expect(newId(new Date(at.getTime() - 1)) < bound).toBe(true)
    expect(idFrom(new Date('1969-01-01T00:00:00Z'))).toBe('00000000-0000-0000-0000-000000000000')
  })

  it('refuse a time they cannot carry', () => {
    expect(() => newId(new Date('1969-12-31T23:59:59Z'))).toThrow(RangeError)
    expect(() => newId(new Date(Number.NaN))).toThrow(RangeError)
  })
})

it('an id is recognised by its shape alone', () => {
  expect(isId('00000000-0000-0000-0000-000000000001')).toBe(true)
  for (const text of ['', 'abc', '1', newId().toUpperCase(), `${newId()} `, `${newId()}\n`, null, 5]) {
    expect(isId(text), String(text)).toBe(false)
  }
})
