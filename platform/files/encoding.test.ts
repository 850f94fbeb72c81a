import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { recogniseEncoding } from './encoding.ts'

const text = 'Дата;Номер;Сотрудник\n01.03.2026;+79161234567;Мария Соколова\n02.03.2026;84951234567;Пётр Дёмин\n'
const guess = (bytes: Uint8Array) => recogniseEncoding(bytes).encoding

describe('the encoding of a file', () => {
  test.each([
    ['windows-1251', 'win1251'],
    ['ibm866', 'cp866'],
    ['koi8-r', 'koi8-r'],
    ['utf-8', 'utf8'],
    ['utf-16le', 'utf-16le'],
    ['utf-16be', 'utf-16be'],
  ])('%s is told by its content', (encoding, name) => {
    const bytes = iconv.encode(text, name, { addBOM: false })
    expect(guess(bytes)).toBe(encoding)
    expect(new TextDecoder(encoding).decode(bytes)).toBe(text)
  })

  test('a byte-order mark decides, and is no text', () => {
    expect(recogniseEncoding(iconv.encode(text, 'utf8', { addBOM: true }))).toEqual({
      encoding: 'utf-8',
      markBytes: 3,
      certain: true,
    })
    expect(recogniseEncoding(iconv.encode(text, 'utf-16le', { addBOM: true }))).toMatchObject({
      encoding: 'utf-16le',
      markBytes: 2,
    })
  })

  test('a sample that ends in the middle of a letter is UTF-8 all the same', () => {
    const bytes = Buffer.from(text)
    for (let cut = bytes.length - 8; cut < bytes.length; cut++) expect(guess(bytes.subarray(0, cut))).toBe('utf-8')
  })

  test('a few broken bytes do not garble what is UTF-8 everywhere else', () => {
    const bytes = Buffer.concat([Buffer.from(text), Buffer.from([0xd0, 0x0a, 0xff, 0x0a]), Buffer.from(text)])
    expect(recogniseEncoding(bytes)).toEqual({ encoding: 'utf-8', markBytes: 0, certain: false })
  })

  test('capitals alone, and a few words among digits, are enough', () => {
    expect(guess(iconv.encode('1;2;3\n4;5;ИВАНОВ ПЁТР\n', 'win1251'))).toBe('windows-1251')
    expect(guess(iconv.encode('79161234567,101,Входящий\n', 'cp866'))).toBe('ibm866')
  })

  test('plain ASCII is UTF-8', () => {
    expect(guess(Buffer.from('calldate,src,dst\n'))).toBe('utf-8')
  })
})
