import { expect, test } from 'vitest'
import { createNaming } from './identity.ts'

const at = (second: number) => ({ kind: 'call' as const, at: new Date(second * 1000), talkSeconds: 60 })

test('equal rows keep names of their own with sixty thousand others between them, and read again they are the same', () => {
  const read = () => {
    const nameOf = createNaming()
    const names: string[] = []
    for (let round = 0; round < 3; round++) for (let i = 0; i < 60_000; i++) names.push(nameOf(at(i)))
    return names
  }
  const names = read()
  expect(new Set(names).size).toBe(180_000)
  expect(read()).toEqual(names)
})
