import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePhone, phoneHash } from './phone.ts'
import { askLibrary, lookUpPlus7 } from './phone-lookup.ts'

const mobile = { valid: true, e164: '+79161234567', kind: 'mobile', country: 'RU' }
const tollFree = { valid: true, e164: '+78005553535', kind: 'toll_free', country: 'RU' }
const moscow = { valid: true, e164: '+74951234567', kind: 'landline', country: 'RU' }

describe('every way to write a Russian number gives the same number', () => {
  it.each([
    '89161234567',
    '+79161234567',
    '79161234567',
    '9161234567',
    '8 916 123-45-67',
    '+7(916)123-45-67',
    '8(916)1234567',
    '+7 (916) 123 45 67',
    '+7\u00a0916\u00a0123\u201345\u201367',
    '+7 916 123\u201145\u201167',
    '+7.916.123.45.67',
    '\u202a+7 916 123-45-67\u202c',
    '+７９１６１２３４５６７',
    '"Иван Петров" <79161234567>',
    '"101" <+79161234567>',
    'Unknown <89161234567>',
    'tel:+79161234567',
    'sip:+79161234567@sip.mango.ru:5060;user=phone',
    'sip:89161234567@10.0.0.1',
    'SIP/89161234567',
    'Local/89161234567@from-internal',
    '0079161234567',
    '8~10 7 916 123 45 67',
    '+8 916 123-45-67',
    '+7 8 916 123-45-67',
    '8 916 123-45-67 доб. 123',
    '8 916 123-45-67 (доб. 12)',
    '+79161234567 ext 12',
    '+79161234567,,12',
    '+79161234567;ext=123',
    '+79161234567 x12',
    '8-916-123-45-67, 8-495-123-45-67',
    'тел. +7 916 123-45-67',
    ' 89161234567\t',
    "'+79161234567",
    '(916) 123-45-67',
    '+007 916 123 45 67',
  ])('%s', (raw) => expect(parsePhone(raw)).toEqual(mobile))

  it('toll-free ones too', () => {
    for (const raw of ['8-800-555-35-35', '88005553535', '+7 800 555 35 35', '8005553535', '78005553535']) {
      expect(parsePhone(raw), raw).toEqual(tollFree)
    }
  })

  it('city ones too, with the company’s own area code where it was left out', () => {
    for (const raw of ['8 (495) 123-45-67', '84951234567', '4951234567']) expect(parsePhone(raw), raw).toEqual(moscow)
    expect(parsePhone('123-45-67', { areaCode: '495' })).toEqual(moscow)
    expect(parsePhone('1234567', { areaCode: '495' })).toEqual(moscow)
    expect(parsePhone('12-34-56', { areaCode: '3852' })).toMatchObject({ e164: '+73852123456', kind: 'landline' })
    expect(parsePhone('101', { areaCode: '495' })).toMatchObject({ kind: 'internal' })
    expect(parsePhone('123-45-67')).toEqual({ valid: false, kind: 'unknown', digits: '1234567' })
  })
})

describe('other countries', () => {
  it.each([
    ['+77012345678', '+77012345678', 'mobile', 'KZ'],
    ['8 701 234 56 78', '+77012345678', 'mobile', 'KZ'],
    ['+7 (7172) 12-34-56', '+77172123456', 'landline', 'KZ'],
    ['7012345678', '+77012345678', 'mobile', 'KZ'],
    ['+375 29 123-45-67', '+375291234567', 'mobile', 'BY'],
    ['375291234567', '+375291234567', 'mobile', 'BY'],
    ['8~10 375 29 123 45 67', '+375291234567', 'mobile', 'BY'],
    ['810375291234567', '+375291234567', 'mobile', 'BY'],
    ['00375291234567', '+375291234567', 'mobile', 'BY'],
    ['998901234567', '+998901234567', 'mobile', 'UZ'],
    ['85221234567', '+85221234567', 'landline', 'HK'],
    ['+1 212 555 01 00', '+12125550100', 'other', 'US'],
    ['+800 1234 5678', '+80012345678', 'toll_free', ''],
  ])('%s is %s, %s, %s', (raw, e164, kind, country) => {
    expect(parsePhone(raw)).toEqual({ valid: true, e164, kind, country })
  })

  it('are dialled in their own way when the company is there', () => {
    expect(parsePhone('8 029 123-45-67', { country: 'BY' })).toMatchObject({ e164: '+375291234567' })
    expect(parsePhone('0501234567', { country: 'UA' })).toMatchObject({ e164: '+380501234567', country: 'UA' })
    expect(parsePhone('79161234567', { country: 'BY' })).toEqual(mobile)
    expect(parsePhone('87012345678', { country: 'KZ' })).toMatchObject({ country: 'KZ' })
    expect(parsePhone('0501234567', { country: 'nowhere' })).toMatchObject({ kind: 'unknown' })
  })
})

describe('what is not a number of the public network', () => {
  it.each([
    ['101', '101'],
    ['12', '12'],
    ['123456', '123456'],
    ['SIP/101', '101'],
    ['PJSIP/101-0000001a', '101'],
    ['sip:101@host', '101'],
    ['sip:101@192.168.1.5:5060', '101'],
    ['Local/101@from-queue', '101'],
    ['Local/101@from-queue-00000f3a;2', '101'],
    ['101@pbx', '101'],
    ['sofia/internal/1001@10.0.0.5', '1001'],
    ['"Иван Петров" <101>', '101'],
    ['Ext.101', '101'],
    ['доб. 101', '101'],
    ['Иван Петров (101)', '101'],
  ])('%s is internal', (raw, extension) => {
    expect(parsePhone(raw)).toEqual({ valid: false, kind: 'internal', extension })
  })

  it.each([
    '',
    ' ',
    '-',
    '—',
    '?',
    '+',
    'anonymous',
    'Anonymous',
    'Restricted',
    'unknown',
    '<unknown>',
    'UNKNOWN',
    'Private',
    'Withheld',
    'unavailable',
    '"Anonymous" <anonymous>',
    'sip:anonymous@anonymous.invalid',
    'anonymous@10.0.0.1',
    'Номер скрыт',
    'скрытый номер',
    'не определён',
    'Неизвестный',
    '+266696687',
    '266696687',
    'N/A',
    'null',
    '<>',
  ])('“%s” is a hidden number', (raw) => expect(parsePhone(raw)).toEqual({ valid: false, kind: 'hidden' }))

  it.each([
    ['s', ''],
    ['7', '7'],
    ['+101', '101'],
    ['12-34-56', '123456'],
    ['89991234', '89991234'],
    ['+70001234567', '70001234567'],
    ['7916123456', '7916123456'],
    ['SIP/mango2-0000001a', '2'],
    ['1234567890123456789', '1234567890123456789'],
  ])('%s is unknown, with its digits kept', (raw, digits) => {
    expect(parsePhone(raw)).toEqual({ valid: false, kind: 'unknown', digits })
  })

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (raw) => void parsePhone(raw)),
      { numRuns: 1000 },
    )
    fc.assert(
      fc.property(fc.stringMatching(/^[+\d()<>,;@/ ~.x-]{0,40}$/), (raw) => void parsePhone(raw)),
      { numRuns: 1000 },
    )
  })
})

describe('remembering by prefix', () => {
  const same = (national: string): void => {
    expect(lookUpPlus7(national), national).toEqual(askLibrary(`+7${national}`))
  }

  it('answers as the library does for random numbers of +7, whichever of a prefix came first', () => {
    const digits = (length: number) => fc.stringMatching(new RegExp(`^\\d{${length}}$`))
    fc.assert(fc.property(digits(10), same), { numRuns: 4000 })
    // Few prefixes, many numbers: most are answered from memory. Where the metadata is finest, first of all.
    const fine = fc.constantFrom(
      '930000',
      '930008',
      '930009',
      '930012',
      '710012',
      '771002',
      '728912',
      '800123',
      '495000',
      '365123',
    )
    fc.assert(
      fc.property(fine, digits(4), (prefix, rest) => same(prefix + rest)),
      { numRuns: 4000 },
    )
  })

  it('answers as the library does in every block of the six-digit prefixes of mobile and Kazakh numbers with fine rules', () => {
    for (let block = 0; block < 1000; block++) {
      for (const prefix of ['930', '710', '712', '725']) {
        const start = `${prefix}${String(block).padStart(3, '0')}`
        same(`${start}0000`)
        same(`${start}9999`)
      }
    }
  })
})

describe('the short hash', () => {
  it('is FNV-1a 64 without its top bit', () => {
    const reference = (text: string): string => {
      let hash = 0xcbf29ce484222325n
      for (const char of text) hash = BigInt.asUintN(64, (hash ^ BigInt(char.charCodeAt(0))) * 0x100000001b3n)
      return BigInt.asUintN(63, hash).toString()
    }
    // Published value: FNV-1a 64 of "foobar" is 0x85944171f73967e8.
    expect(phoneHash('foobar')).toBe(BigInt.asUintN(63, 0x85944171f73967e8n).toString())
    fc.assert(
      fc.property(fc.stringMatching(/^\+\d{7,15}$/), (e164) => {
        expect(phoneHash(e164)).toBe(reference(e164))
      }),
    )
  })

  it('fits a signed bigint and keeps neighbours apart', () => {
    const hashes = new Set(Array.from({ length: 100_000 }, (_, i) => phoneHash(`+7916${1_000_000 + i}`)))
    expect(hashes.size).toBe(100_000)
    for (const hash of hashes) if (BigInt(hash) >= 2n ** 63n) expect.fail(hash)
  })
})
