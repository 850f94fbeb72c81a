import { describe, expect, test } from 'vitest'
import { type DateForm, dateReader, readClock } from './dates.ts'
import { isClockColumn, recogniseDates } from './recognise-dates.ts'

const now = new Date('2026-11-24T12:00:00Z')
const guess = (...values: string[]) => recogniseDates(values, { habit: 'dmy', now })
const read = (form: DateForm, text: string, zone = 'UTC') => dateReader(form, zone)(text)?.toISOString() ?? null

describe('a column of dates', () => {
  test.each<[DateForm, string, string]>([
    ['ymd', '2026-03-05 10:20:30', '2026-03-05T10:20:30.000Z'],
    ['ymd', '2026/03/05 10:20', '2026-03-05T10:20:00.000Z'],
    ['ymd', '2026-03-05T10:20:30.250Z', '2026-03-05T10:20:30.000Z'],
    ['ymd', '2026-03-05T10:20:30+03:00', '2026-03-05T07:20:30.000Z'],
    ['ymd', '2026-03-05 10:20:30.123456+03', '2026-03-05T07:20:30.000Z'],
    ['ymd', '2026-03-05 10:20+03', '2026-03-05T07:20:00.000Z'],
    ['ymd', '2026-03-05T10:20Z', '2026-03-05T10:20:00.000Z'],
    ['ymd', '2026-03-31 23:59:59', '2026-03-31T23:59:59.000Z'],
    ['dmy', '05.03.2026 10:20', '2026-03-05T10:20:00.000Z'],
    ['dmy', '05/03/26 1:20:30 PM', '2026-03-05T13:20:30.000Z'],
    ['dmy', '05.03.2026', '2026-03-05T00:00:00.000Z'],
    ['mdy', '3/15/2026 12:05 AM', '2026-03-15T00:05:00.000Z'],
    ['named', '5 марта 2026, 10:20', '2026-03-05T10:20:00.000Z'],
    ['named', '04-Sep-17 12:39', '2017-09-04T12:39:00.000Z'],
    ['named', 'Mar 5, 2026 10:20', '2026-03-05T10:20:00.000Z'],
    ['compact', '20260305102030', '2026-03-05T10:20:30.000Z'],
    ['unix', '1772706030.418', '2026-03-05T10:20:30.000Z'],
    ['unix-ms', '1772706030000', '2026-03-05T10:20:30.000Z'],
    ['serial', '46086,430903', '2026-03-05T10:20:30.000Z'],
  ])('%s: %s', (form, text, instant) => {
    expect(read(form, text)).toBe(instant)
    expect(guess(text).form).toBe(form)
  })

  test('days that no calendar has are none', () => {
    expect(read('dmy', '31.02.2026')).toBeNull()
    expect(read('dmy', '29.02.2025')).toBeNull()
    expect(read('dmy', '29.02.2024')).toBe('2024-02-29T00:00:00.000Z')
    expect(read('ymd', '2026-13-01 00:00:00')).toBeNull()
    expect(read('ymd', '0000-00-00 00:00:00')).toBeNull()
    expect(read('dmy', '05.03.2026 25:00')).toBeNull()
  })

  test('wall clock is read in the zone of the file, through the change of the clocks too', () => {
    expect(read('dmy', '05.03.2026 10:20', 'Europe/Moscow')).toBe('2026-03-05T07:20:00.000Z')
    expect(read('ymd', '2026-07-01 10:00:00', 'Europe/Berlin')).toBe('2026-07-01T08:00:00.000Z')
    expect(read('ymd', '2026-12-01 10:00:00', 'Europe/Berlin')).toBe('2026-12-01T09:00:00.000Z')
  })

  test('one value settles what another leaves open', () => {
    expect(guess('04/09/17 12:39')).toEqual({ form: 'dmy', alternatives: ['ymd', 'mdy'] })
    expect(guess('04/09/17 12:39', '25/09/17 12:39').alternatives).toEqual(['ymd'])
    expect(guess('04/09/2017', '25/09/2017')).toEqual({ form: 'dmy', alternatives: [] })
    expect(guess('04/09/2017', '09/25/2017')).toEqual({ form: 'mdy', alternatives: [] })
    expect(guess('04.09.2017')).toEqual({ form: 'dmy', alternatives: [] })
  })

  test('a reading that lies in the future is no reading', () => {
    expect(guess('10/12/2026')).toEqual({ form: 'mdy', alternatives: [] })
  })

  test('call records lie in the order of time, and that settles it', () => {
    const days = Array.from(
      { length: 12 },
      (_, i) => `0${1 + Math.floor(i / 6)}/${String(1 + (i % 6)).padStart(2, '0')}/2025`,
    )
    expect(guess(...days, ...days.map((day) => day.replace('2025', '2026'))).form).toBe('mdy')
  })

  test('a wrong value among many is a wrong row, not another form', () => {
    expect(guess(...Array.from({ length: 30 }, (_, i) => `${1 + (i % 28)}.03.2026`), 'вчера').form).toBe('dmy')
    expect(guess('вчера', 'сегодня').form).toBeNull()
  })

  test('times of day: 24 hours, 12 hours, and columns of them', () => {
    expect(readClock('8:05:30 PM')).toEqual({ hour: 20, minute: 5, second: 30 })
    expect(readClock('12:00 am')).toEqual({ hour: 0, minute: 0, second: 0 })
    expect(readClock('24:10')).toBeNull()
    expect(readClock('13:10 PM')).toBeNull()
    expect(isClockColumn(['8:00:00 AM', '9:15:02 AM'])).toBe(true)
    expect(isClockColumn(['8:00', '2026-01-01 8:00'])).toBe(false)
  })
})
