import { expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'

const forwarded = (value: string) => new Headers({ 'x-forwarded-for': value })

test('without a proxy it is the other end of the connection, whatever a client claims', () => {
  expect(clientAddress(new Headers(), '203.0.113.5', undefined)).toBe('203.0.113.5')
  expect(clientAddress(forwarded('1.2.3.4'), '203.0.113.5', undefined)).toBe('203.0.113.5')
})

test('a proxy on this machine, or one that was set up, is believed for what it wrote last', () => {
  expect(clientAddress(forwarded('6.6.6.6, 198.51.100.7'), '127.0.0.1', undefined)).toBe('198.51.100.7')
  expect(clientAddress(forwarded('198.51.100.7'), '::ffff:127.0.0.1', undefined)).toBe('198.51.100.7')
  expect(clientAddress(forwarded('198.51.100.7'), '10.0.0.2', 'https://lidoskop.okna.ru')).toBe('198.51.100.7')
})

test('what is not known is said to be unknown', () => {
  expect(clientAddress(new Headers(), undefined, undefined)).toBe('unknown')
})
