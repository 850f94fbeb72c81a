import { describe, expect, it } from 'vitest'
import { createFormat } from './format.ts'

const ru = createFormat('ru', 'Asia/Yekaterinburg', 'RUB')
const en = createFormat('en', 'Europe/London', 'GBP')
/** Non-breaking and thin spaces of ICU as plain ones. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('figures', () => {
  it('are grouped as the language groups them; a missing one is a dash', () => {
    expect(plain(ru.number(12_480))).toBe('12 480')
    expect(en.number(12_480.5, 1)).toBe('12,480.5')
    expect([ru.number(null), ru.percent(undefined), ru.money(null), ru.clock(null), ru.date(null)]).toEqual(
      Array(5).fill('—'),
    )
    expect(plain(ru.percent(0.1234, 1))).toBe('12,3 %')
  })

  it('money is in minor units, and kopecks are shown only where there are any', () => {
    expect(plain(ru.money(125_000))).toBe('1 250 ₽')
    expect(plain(ru.money(125_050))).toBe('1 250,50 ₽')
    expect(plain(ru.money(125_000, 'RUB', true))).toBe('1 250,00 ₽')
    expect(en.money(125_000)).toBe('£1,250')
  })
})

describe('time', () => {
  it('of a talk is a clock, of a wait is words', () => {
    expect([0, 42, 185, 3727].map(ru.clock)).toEqual(['0:00', '0:42', '3:05', '1:02:07'])
    expect([0, 42, 185, 3720, 183_600].map(ru.duration)).toEqual(['0 с', '42 с', '3 мин 5 с', '1 ч 2 мин', '2 дн. 3 ч'])
  })

  it('is told on the company’s clock, wherever the browser is', () => {
    expect(ru.time('2026-11-24T20:30:00Z')).toBe('01:30')
    expect(ru.dateTime('2026-11-24T20:30:00Z')).toContain('25 нояб')
    expect(en.time('2026-11-24T20:30:00Z')).toBe('20:30')
  })

  it('of a calendar day never slips to the day before or after', () => {
    expect(ru.longDate('2026-11-01')).toBe('1 ноября 2026 г.')
    expect(en.longDate('2026-11-01')).toBe('1 November 2026')
  })

  it('of a period is as short as it can be', () => {
    expect(ru.period({ from: '2020-11-01', to: '2020-11-24' })).toBe('1–24 нояб 2020')
    expect(en.period({ from: '2020-10-27', to: '2020-11-24' })).toBe(
      '27\u00a0Oct\u00a02020\u00a0– 24\u00a0Nov\u00a02020',
    )
    expect(en.period({ from: '2020-10-27', to: '2020-10-27' })).toBe('27 Oct 2020')
  })

  it('that has passed is told roughly', () => {
    const now = new Date('2026-11-24T12:00:00Z')
    expect(ru.ago('2026-11-24T11:55:10Z', now)).toBe('4 минуты назад')
    expect(en.ago('2026-11-22T11:00:00Z', now)).toBe('2 days ago')
    expect(ru.ago('2026-11-24T11:59:30Z', now)).toBe('сейчас')
  })

  it('knows the company’s week begins on Monday', () => {
    expect([1, 7].map(ru.weekday)).toEqual(['пн', 'вс'])
    expect([1, 7].map(en.weekday)).toEqual(['Mon', 'Sun'])
  })
})
