import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createSecretBox, openSecretBox } from './secret-box.ts'

const folder = mkdtempSync(join(tmpdir(), 'lidoskop-secret-'))
afterAll(() => rmSync(folder, { recursive: true }))

test('a sealed secret opens in its own place only', () => {
  const box = createSecretBox(randomBytes(32))
  const sealed = box.seal('ключ подписи', 'endpoints:1')
  expect(sealed).not.toContain('ключ')
  expect(box.open(sealed, 'endpoints:1')).toBe('ключ подписи')
  expect(() => box.open(sealed, 'endpoints:2')).toThrow()
})

test('the same text never looks the same twice, and a changed byte is noticed', () => {
  const box = createSecretBox(randomBytes(32))
  const sealed = box.seal('salt', 'a')
  expect(box.seal('salt', 'a')).not.toBe(sealed)
  const last = sealed.at(-2) === 'A' ? 'B' : 'A'
  expect(() => box.open(`${sealed.slice(0, -2)}${last}${sealed.at(-1)}`, 'a')).toThrow()
})

test('another key opens nothing', () => {
  const sealed = createSecretBox(randomBytes(32)).seal('salt', 'a')
  expect(() => createSecretBox(randomBytes(32)).open(sealed, 'a')).toThrow()
})

test('the data folder’s key is made once, for its owner alone, and opens what it sealed after a restart', () => {
  const sealed = openSecretBox(folder, {}).seal('salt', 'a')
  expect(openSecretBox(folder, {}).open(sealed, 'a')).toBe('salt')
  expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600)
})

test('a key given by the environment needs no folder, and a short one is refused', () => {
  const env = { LIDOSKOP_SECRET_KEY: 'a long enough phrase' }
  expect(openSecretBox('/nowhere', env).open(openSecretBox('/nowhere', env).seal('x', 'a'), 'a')).toBe('x')
  expect(() => openSecretBox('/nowhere', { LIDOSKOP_SECRET_KEY: 'short' })).toThrow('LIDOSKOP_SECRET_KEY')
})
