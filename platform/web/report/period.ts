import { addDays, daysBetween, isDay } from '../../../kernel/time.ts'
import { oneOf, type Search } from '../router/search.ts'

/** Calendar days of the company, both included. */
export interface Period {
  readonly from: string
  readonly to: string
}

export const presets = ['today', 'yesterday', '7d', '30d', '90d', 'month', 'last-month', 'quarter', 'year'] as const
export type Preset = (typeof presets)[number]

const monthStart = (day: string) => `${day.slice(0, 7)}-01`
const quarterStart = (day: string) => {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1
  return `${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01`
}

/** The days of a preset, seen from `today`. Running presets end today; 7d means seven days with today as the last. */
export function presetPeriod(preset: Preset, today: string): Period {
  switch (preset) {
    case 'today':
      return { from: today, to: today }
    case 'yesterday':
      return { from: addDays(today, -1), to: addDays(today, -1) }
    case '7d':
      return { from: addDays(today, -6), to: today }
    case '30d':
      return { from: addDays(today, -29), to: today }
    case '90d':
      return { from: addDays(today, -89), to: today }
    case 'month':
      return { from: monthStart(today), to: today }
    case 'last-month': {
      const to = addDays(monthStart(today), -1)
      return { from: monthStart(to), to }
    }
    case 'quarter':
      return { from: quarterStart(today), to: today }
    case 'year':
      return { from: addDays(today, -364), to: today }
  }
}

export interface ChosenPeriod extends Period {
  /** Null for days that were chosen one by one. */
  readonly preset: Preset | null
}

/** The period that an address names; nonsense reads as the default. */
export function readPeriod(search: Search, today: string): ChosenPeriod {
  const from = oneOf(search, 'from')
  const to = oneOf(search, 'to')
  if (from && to && isDay(from) && isDay(to) && from <= to) return { from, to, preset: null }
  const named = oneOf(search, 'period')
  const preset: Preset = presets.find((known) => known === named) ?? '30d'
  return { ...presetPeriod(preset, today), preset }
}

/** The period of the same length that ends the day before this one begins. */
export function periodBefore({ from, to }: Period): Period {
  const length = daysBetween(from, to) + 1
  return { from: addDays(from, -length), to: addDays(from, -1) }
}
