import { expect, it } from 'vitest'
import { bestMatch, matchPath } from './match.ts'

const routes = [
  { path: '/w/$workspace/calls/$id' },
  { path: '/w/$workspace/calls/missed' },
  { path: '/w/$workspace/*' },
]

it('a page of a fixed name wins over one with a parameter, and both over everything below', () => {
  const at = (pathname: string) => bestMatch(routes, pathname)?.route.path
  expect(at('/w/okna/calls/missed')).toBe('/w/$workspace/calls/missed')
  expect(at('/w/okna/calls/17')).toBe('/w/$workspace/calls/$id')
  expect(at('/w/okna/nothing/here/at/all')).toBe('/w/$workspace/*')
  expect(at('/elsewhere')).toBeUndefined()
})

it('parameters are read as they were meant; a broken address does not break the page', () => {
  expect(matchPath('/w/$workspace', '/w/%D0%BE%D0%BA%D0%BD%D0%B0/')?.params).toEqual({ workspace: 'окна' })
  expect(matchPath('/w/$workspace', '/w/%E0%A4%A')?.params).toEqual({ workspace: '%E0%A4%A' })
})
