import { expect, test } from 'vitest'
import { createAttempts } from './attempts.ts'

function started() {
  let time = 0
  const attempts = createAttempts(() => time)
  return {
    ...attempts,
    pass: (minutes: number) => {
      time += minutes * 60_000
    },
    fail: (times: number, email = 'a@x', address = 'office') => {
      for (let n = 0; n < times; n++) attempts.failed(email, address)
    },
  }
}

test('a window ends fifteen minutes after its first mistake', () => {
  const { fail, wait, pass } = started()
  fail(4)
  pass(10)
  fail(4)
  expect(wait('A@x', 'office')).toBe(5 * 60)
  pass(5)
  expect(wait('a@x', 'office')).toBe(0)
})

test('a shift that signs in from one address does not count, however many they are', () => {
  const { wait, succeeded } = started()
  for (let n = 0; n < 3000; n++) succeeded(`p${n}@x`, 'office')
  expect(wait('p1@x', 'office')).toBe(0)
})

test('the right password forgives the mistakes before it', () => {
  const { fail, wait, succeeded } = started()
  fail(7)
  succeeded('a@x', 'office')
  fail(7)
  expect(wait('a@x', 'office')).toBe(0)
})

test('guessing one person’s password from many addresses is slowed down', () => {
  const { fail, wait } = started()
  for (let n = 0; n < 50; n++) fail(1, 'a@x', `address ${n}`)
  expect(wait('a@x', 'a new address')).toBeGreaterThan(0)
  expect(wait('b@x', 'a new address')).toBe(0)
})

test('trying one password on many people from one address is slowed down', () => {
  const { fail, wait } = started()
  for (let n = 0; n < 200; n++) fail(1, `p${n}@x`)
  expect(wait('new@x', 'office')).toBeGreaterThan(0)
  expect(wait('new@x', 'home')).toBe(0)
})
