import { describe, expect, it } from 'vitest'
import { defineTexts, translator } from './texts.ts'

const texts = defineTexts({
  calls: {
    ru: { one: '{count} звонок', few: '{count} звонка', many: '{count} звонков' },
    en: { one: '{count} call', other: '{count} calls' },
  },
  hello: { ru: 'Здравствуйте, {name}', en: 'Hello, {name}' },
  save: { ru: 'Сохранить', en: 'Save' },
})

describe('texts', () => {
  it('chooses the Russian form by the number', () => {
    const t = translator(texts, 'ru')
    expect([1, 2, 5, 11, 21, 104, 1000].map((count) => t('calls', { count }))).toEqual([
      '1 звонок',
      '2 звонка',
      '5 звонков',
      '11 звонков',
      '21 звонок',
      '104 звонка',
      '1 000 звонков'.replace(' ', '\u00a0'),
    ])
    expect(t('calls', { count: 2.5 })).toBe('2,5 звонка')
  })

  it('chooses the English form by the number', () => {
    const t = translator(texts, 'en')
    expect([1, 2, 21, 1000].map((count) => t('calls', { count }))).toEqual([
      '1 call',
      '2 calls',
      '21 calls',
      '1,000 calls',
    ])
  })

  it('puts values into their places', () => {
    expect(translator(texts, 'ru')('hello', { name: 'Анна' })).toBe('Здравствуйте, Анна')
    expect(translator(texts, 'en')('save')).toBe('Save')
  })

  it('does not compile with a missing language, key or value', () => {
    const t = translator(texts, 'en')
    // @ts-expect-error English is missing
    defineTexts({ broken: { ru: 'Только по-русски' } })
    // @ts-expect-error there is no such key
    t('nothing')
    // @ts-expect-error the name is missing
    t('hello')
    // @ts-expect-error it is not called so
    t('hello', { title: 'x' })
    expect(true).toBe(true)
  })
})
