import { expect, test } from 'vitest'
import { createAttempts } from './attempts.ts'

function started() {
  let time = 0
  const { begin, end } = createAttempts(() => time)
  const attempt = (outcome: 'right' | 'wrong' | 'neither', email: string, address: string): void => {
    begin(email, address)
    end(email, address, outcome)
  }
  return {
    begin,
    end,
    pass: (minutes: number) => {
      time += minutes * 60_000
    },
    fail: (times: number, email = 'a@x', address = 'office') => {
      for (let n = 0; n < times; n++) attempt('wrong', email, address)
    },
    succeed: (email: string, address: string) => attempt('right', email, address),
    refused: (email: string, address: string) => {
      const seconds = begin(email, address)
      if (seconds === 0) end(email, address, 'neither')
      return seconds
    },
  }
}

test('a window ends fifteen minutes after its first mistake', () => {
  const { fail, refused, pass } = started()
  fail(4)
  pass(10)
  fail(4)
  expect(refused('A@x', 'office')).toBe(5 * 60)
  pass(5)
  expect(refused('a@x', 'office')).toBe(0)
})

test('a shift that signs in from one address does not count, however many they are', () => {
  const { refused, succeed } = started()
  for (let n = 0; n < 3000; n++) succeed(`p${n}@x`, 'office')
  expect(refused('p1@x', 'office')).toBe(0)
})

test('the right password forgives the mistakes before it', () => {
  const { fail, refused, succeed } = started()
  fail(7)
  succeed('a@x', 'office')
  fail(7)
  expect(refused('a@x', 'office')).toBe(0)
})

test('guesses that are made all at once are no more than those made one after another', () => {
  const { begin, end, refused } = started()
  const heard = Array.from({ length: 100 }, () => begin('a@x', 'office')).filter((seconds) => seconds === 0)
  expect(heard).toHaveLength(8)
  for (const _ of heard) end('a@x', 'office', 'wrong')
  expect(refused('a@x', 'office')).toBe(15 * 60)
})

test('guessing one person’s password from many addresses is slowed down', () => {
  const { fail, refused } = started()
  for (let n = 0; n < 50; n++) fail(1, 'a@x', `address ${n}`)
  expect(refused('a@x', 'a new address')).toBeGreaterThan(0)
  expect(refused('b@x', 'a new address')).toBe(0)
})

test('trying one password on many people from one address is slowed down', () => {
  const { fail, refused } = started()
  for (let n = 0; n < 200; n++) fail(1, `p${n}@x`)
  expect(refused('new@x', 'office')).toBeGreaterThan(0)
  expect(refused('new@x', 'home')).toBe(0)
})
