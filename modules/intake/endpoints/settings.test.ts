import { expect, test } from 'vitest'
import { Problem } from '../../../kernel/problem.ts'
import { type Adapter, type Field, heardOnly, type Settings } from '../adapters/adapter.ts'
import { settingsFor } from './settings.ts'

const adapterWith = (...fields: readonly Field[]): Adapter => ({
  provider: 'imap',
  group: 'mail',
  ...heardOnly,
  secrets: [],
  fields,
  map: () => ({ kind: 'handed' }),
})
const company = { timezone: 'Asia/Omsk' }
const mail = adapterWith(
  { name: 'host', kind: 'text', required: true, max: 100 },
  { name: 'port', kind: 'number', min: 1, max: 65_535, default: 993 },
  { name: 'tls', kind: 'boolean', default: true },
  { name: 'site', kind: 'url' },
  { name: 'zone', kind: 'zone' },
  { name: 'folder', kind: 'choice', choices: ['inbox', 'all'], default: 'inbox' },
  { name: 'words', kind: 'names', words: ['phone'] },
)

const settings = (given: Settings, before: Settings = {}) => settingsFor(mail, given, before, company)
const refusal = (given: Settings): unknown => {
  try {
    return settings({ host: 'mail.example', ...given })
  } catch (error) {
    return error instanceof Problem ? [error.code, error.place.field] : error
  }
}

test('what is not given is the default, and a zone the company’s', () => {
  expect(settings({ host: ' mail.example ' })).toEqual({
    host: 'mail.example',
    port: 993,
    tls: true,
    zone: 'Asia/Omsk',
    folder: 'inbox',
  })
})

test('given settings stand over those before; an empty text takes one back, and what is no field any more is dropped', () => {
  const before = { host: 'mail.example', port: 143, folder: 'all', site: 'https://a.example', forgotten: 1 }
  expect(settings({ folder: '', site: '', tls: false, retentionDays: 30 }, before)).toEqual({
    ...{ host: 'mail.example', port: 143, tls: false, zone: 'Asia/Omsk', folder: 'inbox', retentionDays: 30 },
  })
})

test('each kind is checked, and the problem names the field', () => {
  const wrong: readonly (readonly [string, unknown])[] = [
    ['host', 7],
    ['host', 'x'.repeat(101)],
    // A line break would be a second command in a protocol of lines.
    ['host', 'mail.example\r\nDELETE'],
    ['port', 0],
    ['port', 1.5],
    ['port', '993'],
    ['tls', 'yes'],
    ['site', 'ftp://a.example'],
    ['site', 'javascript:alert(1)'],
    ['zone', 'Mars/Olympus'],
    ['folder', 'spam'],
    ['words', { email: 'x' }],
    ['words', { phone: 'x'.repeat(201) }],
    ['retentionDays', 3],
    ['unheard', 1],
  ]
  for (const [name, value] of wrong) {
    expect([name, value, refusal({ [name]: value })]).toEqual([name, value, ['invalid_value', `settings.${name}`]])
  }
  expect(refusal({ host: '' })).toEqual(['missing_value', 'settings.host'])
})
