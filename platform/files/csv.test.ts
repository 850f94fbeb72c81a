import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CsvForm, createCsvParser, type TableRow } from './csv.ts'

const comma: CsvForm = { separator: ',', lineEnd: '\n' }
const parse = (text: string, form: CsvForm = comma, piece = text.length || 1): TableRow[] => {
  const parser = createCsvParser(form)
  const rows: TableRow[] = []
  for (let i = 0; i < text.length; i += piece) rows.push(...parser.write(text.slice(i, i + piece)))
  return [...rows, ...parser.end()]
}
const cellsOf = (text: string, form?: CsvForm) => parse(text, form).map((row) => row.cells)
const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

describe('separated text', () => {
  test('any table written by the rules comes back, however it is cut into pieces', () => {
    const cell = fc.stringMatching(/^[a-zа-я0-9 ",\n]{0,8}$/)
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(table, fc.integer({ min: 1, max: 7 }), (rows, piece) => {
        const text = rows.map((row) => row.map(quoted).join(',')).join('\n')
        expect(parse(text, comma, piece).map((row) => row.cells)).toEqual(rows)
      }),
      { numRuns: 300 },
    )
  })

  test('rows carry the line on which they begin, also after a cell of several lines and after blank ones', () => {
    expect(parse('a,b\n"x\ny",1\n\nlast,2\n').map((row) => row.row)).toEqual([1, 2, 5])
  })

  test('lines may end in \\n, \\r\\n or a lone \\r', () => {
    expect(cellsOf('a,b\r\n1,2\r\n')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
    expect(cellsOf('a,b\r1,2\r', { separator: ',', lineEnd: '\r' })).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ])
  })

  test('a quote inside an unquoted cell is a quote: 5" pipe', () => {
    expect(cellsOf('5" pipe,2')).toEqual([['5" pipe', '2']])
  })

  test('a caller id whose inner quotes an exchange did not double is read as it was meant', () => {
    expect(cellsOf('"","101","""Ivan"" <101>"\n""Ivan" <101>","101"\n')).toEqual([
      ['', '101', '"Ivan" <101>'],
      ['"Ivan" <101>', '101'],
    ])
  })

  test('a quote that is never closed costs its own row and no other', () => {
    const rows = parse('a,b\n1,"open\n2,x\n3,"y"\n', { ...comma, columns: 2 })
    expect(rows.map(({ row, fault, column }) => [row, fault, column])).toEqual([
      [1, undefined, undefined],
      [2, 'quote', 1],
      [3, undefined, undefined],
      [4, undefined, undefined],
    ])
  })

  test('a quote left open that finds a partner lines later is noticed by the width of the row', () => {
    const rows = parse('1,"open\n2,x\n3,y",z\n4,v\n', { ...comma, columns: 2 })
    expect(rows.map(({ row, fault }) => [row, fault])).toEqual([
      [1, 'quote'],
      [2, undefined],
      [3, undefined],
      [4, undefined],
    ])
  })

  test('a line of a million columns, and one of three million characters, are one wrong row each', () => {
    const text = `1,2\n${','.repeat(900_000)}\n3,4\n${'x'.repeat(3_000_000)}\n5,6\n`
    for (const piece of [text.length, 100_000]) {
      expect(parse(text, comma, piece).map(({ row, fault }) => [row, fault])).toEqual([
        [1, undefined],
        [2, 'too_many_columns'],
        [3, undefined],
        [4, 'too_long'],
        [5, undefined],
      ])
    }
  })

  test('zero bytes and bytes of another encoding are told with their column', () => {
    expect(parse('1,2\n3,\u00004\n5,\uFFFD\n').map(({ fault, column }) => [fault, column])).toEqual([
      [undefined, undefined],
      ['nul', 1],
      ['encoding', 1],
    ])
  })

  test('the last row of a file that was copied in part is not taken for a whole one', () => {
    expect(parse('1,2,3\n4,5,6\n7,8', { ...comma, columns: 3 }).at(-1)).toMatchObject({ row: 3, fault: 'cut' })
    expect(parse('1,2,3\n4,5,6\n7,8\n', { ...comma, columns: 3 }).at(-1)).toMatchObject({ row: 3, cells: ['7', '8'] })
  })
})
