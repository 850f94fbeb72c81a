import { describe, expect, it } from 'vitest'
import { parseSearch, writeSearch } from '../router/search.ts'
import { periodBefore, presetPeriod, readPeriod } from './period.ts'

describe('the period of a report', () => {
  it('knows the presets from the company’s today', () => {
    const today = '2026-03-02'
    expect(presetPeriod('7d', today)).toEqual({ from: '2026-02-24', to: today })
    expect(presetPeriod('month', today)).toEqual({ from: '2026-03-01', to: today })
    expect(presetPeriod('last-month', today)).toEqual({ from: '2026-02-01', to: '2026-02-28' })
    expect(presetPeriod('quarter', today)).toEqual({ from: '2026-01-01', to: today })
    expect(presetPeriod('yesterday', '2026-01-01')).toEqual({ from: '2025-12-31', to: '2025-12-31' })
  })

  it('is read from the address, and nonsense reads as the default', () => {
    const today = '2026-03-02'
    expect(readPeriod({ from: '2026-01-01', to: '2026-01-31' }, today).preset).toBeNull()
    expect(readPeriod({ period: 'today' }, today)).toEqual({ from: today, to: today, preset: 'today' })
    for (const search of [{ from: '2026-02-31', to: today }, { from: today, to: '2026-01-01' }, { period: 'ever' }, {}])
      expect(readPeriod(search, today).preset).toBe('30d')
  })

  it('is compared with as many days before it', () => {
    expect(periodBefore({ from: '2026-03-01', to: '2026-03-31' })).toEqual({ from: '2026-01-29', to: '2026-02-28' })
  })
})

describe('the address of a screen', () => {
  it('survives being written and read', () => {
    const search = { kind: ['call', 'chat'], text: 'окна & двери, 50 %', from: '2026-01-01' }
    expect(parseSearch(writeSearch(search))).toEqual(search)
    expect(writeSearch({ a: undefined, b: '', c: [] })).toBe('')
  })
})
