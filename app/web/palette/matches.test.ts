import { describe, expect, it } from 'vitest'
import { matches } from './matches.ts'

describe('finding by a few letters', () => {
  it('asks each typed word to begin a word of the name', () => {
    expect(matches('Менеджеры: звонки', 'зв мен')).toBe(true)
    expect(matches('Менеджеры: звонки', 'вонки')).toBe(false)
  })
  it('forgives ё and the wrong keyboard layout', () => {
    expect(matches('Алёна Королёва', 'алена')).toBe(true)
    expect(matches('Менеджеры: звонки', 'pdjyrb')).toBe(true)
  })
})
