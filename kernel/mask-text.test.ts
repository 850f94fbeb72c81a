import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskContacts } from './mask-text.ts'

test.each([
  ['Перезвоните на +7 (916) 123-45-67, пожалуйста', 'Перезвоните на ***67, пожалуйста'],
  ['мой номер 89161234567', 'мой номер ***67'],
  ['8-916-123-45-67 или 8 495 123 45 67', '***67 или ***67'],
  ['почта ivan.petrov@yandex.ru.', 'почта iv***@yandex.ru.'],
  ['<a@b.ru>', '<a***@b.ru>'],
  ['Окно 1 400 × 2 100, цена 1 250 000 руб., до 24.11.2026', 'Окно 1 400 × 2 100, цена 1 250 000 руб., до 24.11.2026'],
  ['Замер 12.03 в 10:30, кв. 45', 'Замер 12.03 в 10:30, кв. 45'],
])('%s', (text, masked) => {
  expect(maskContacts(text)).toBe(masked)
})

test('no number of ten digits survives, however it is grouped', () => {
  const grouped = fc
    .tuple(
      fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 10, maxLength: 11 }),
      fc.constantFrom('', ' ', '-', ') ', '.'),
    )
    .map(([digits, between]) => digits.join(between))
  fc.assert(
    fc.property(grouped, (phone) => {
      expect(maskContacts(`тел. ${phone} спасибо`).replace(/\D/g, '')).toHaveLength(2)
    }),
  )
})

test('a text of megabytes is no burden', () => {
  const text = `${'12 '.repeat(3)}${'a'.repeat(2_000_000)}@`
  expect(maskContacts(text)).toBe(text)
})
