import { expect, it } from 'vitest'
import { screenAt } from './screen-at.ts'

const screens = [{ path: 'interactions' }, { path: 'interactions/unclassified' }, { path: 'imports' }]
const at = (pathname: string) => screenAt(screens, pathname, 'okna')?.path ?? null

it('a card stands on the screen of its list', () => {
  expect(at('/w/okna/interactions/0199')).toBe('interactions')
  expect(at('/w/okna/imports/0199')).toBe('imports')
})

it('a screen whose address begins like another’s is itself', () => {
  expect(at('/w/okna/interactions/unclassified')).toBe('interactions/unclassified')
  expect(at('/w/okna/interactions')).toBe('interactions')
})

it('what is nowhere in the navigation, or in another company, is on none', () => {
  expect(at('/w/okna/important')).toBeNull()
  expect(at('/w/dveri/imports')).toBeNull()
})
