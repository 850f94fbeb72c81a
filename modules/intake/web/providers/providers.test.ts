import { expect, test } from 'vitest'
import { adapters } from '../../adapters/index.ts'
import { fieldsOf } from '../../endpoints/settings.ts'
import { providerWords } from './index.ts'
import { providerNames } from './names.ts'

/** Said once for all providers by the form itself. */
const common = ['timezone', 'retentionDays']

test.each([...adapters.keys()])('%s: each secret and setting has its label, and the cabinet its steps', (provider) => {
  const adapter = adapters.get(provider)
  const words = providerWords[provider]
  const name = providerNames[provider]
  if (!adapter || !words || !name) throw new Error(`${provider} has no words in web/providers`)
  expect(Object.keys(words.secrets).sort()).toEqual(
    adapter.secrets.flatMap(({ name, made }) => (made ? [] : [name])).sort(),
  )
  const fields = fieldsOf(adapter).filter(({ name }) => !common.includes(name))
  expect(
    Object.keys(words.fields)
      .filter((name) => !common.includes(name))
      .sort(),
  ).toEqual(fields.map(({ name }) => name).sort())
  for (const { name, kind, choices = [] } of fields) {
    if (kind === 'choice') expect([name, Object.keys(words.fields[name]?.choices ?? {})]).toEqual([name, choices])
  }
  expect(words.steps.length).toBeGreaterThan(1)
  for (const said of [name, words.about, ...words.steps]) {
    expect(said.ru.trim()).not.toBe('')
    expect(said.en).not.toMatch(/[а-яё]/i)
  }
})
