import { expect, it } from 'vitest'
import { formatPhone, maskPhone } from './phone-format.ts'

it.each([
  ['+79161234567', '+7 916 123-45-67', '+7 916 ***-**-67'],
  ['+78005553535', '8 800 555-35-35', '+7 800 ***-**-35'],
  ['+77012345678', '+7 701 234-56-78', '+7 701 ***-**-78'],
  ['+375291234567', '+375 29 123-45-67', '+375 29 ***-**-67'],
  ['+12125550100', '+1 212 555-0100', '+1 212 ***-**00'],
  ['+442079460000', '+44 207 946-00-00', '+44 207 ***-**-00'],
  ['101', '101', '101'],
  ['', '', ''],
  ['8916123456789', '8916123456789', '***********89'],
])('%s reads %s and hides as %s', (e164, shown, masked) => {
  expect(formatPhone(e164)).toBe(shown)
  expect(maskPhone(e164)).toBe(masked)
})

it('a masked number keeps at most the code, the area and two digits', () => {
  for (const e164 of ['+3721234567', '+4912345', '+96612345678', '+861012345678', '+79161234567']) {
    expect(maskPhone(e164).split('*').length - 1, maskPhone(e164)).toBeGreaterThanOrEqual(3)
    expect(maskPhone(e164).slice(-2)).toBe(e164.slice(-2))
  }
})
