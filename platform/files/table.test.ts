import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, test } from 'vitest'
import writeXlsx from 'write-excel-file/node'
import { Problem } from '../../kernel/problem.ts'
import { readTable, recogniseTable, type TableChoices } from './table.ts'

const folder = mkdtempSync(join(tmpdir(), 'lidoskop-table-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0
const put = (content: string | Uint8Array): string => {
  const path = join(folder, `file-${++files}`)
  writeFileSync(path, content)
  return path
}
const readAll = async (path: string, choices?: TableChoices) => {
  const shape = await recogniseTable(path, choices)
  const rows = []
  for await (const piece of readTable(path, shape)) rows.push(...piece)
  return { shape, rows }
}
const codeOf = (path: string) =>
  recogniseTable(path).then(
    () => 'read',
    (error: unknown) => (error instanceof Problem ? error.code : error),
  )

describe('a file of rows', () => {
  const table = 'Дата;Номер\n01.03.2026 10:00;+79161234567\n02.03.2026 11:00;84951234567\n'

  test.each([
    ['UTF-8', Buffer.from(table)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${table}`)],
    ['UTF-16LE with a mark', iconv.encode(table, 'utf-16le', { addBOM: true })],
    ['UTF-16BE', iconv.encode(table, 'utf-16be', { addBOM: false })],
    ['windows-1251', iconv.encode(table, 'win1251')],
    ['windows-1251 with \\r\\n', iconv.encode(table.replaceAll('\n', '\r\n'), 'win1251')],
    ['CP866 with lone \\r', iconv.encode(table.replaceAll('\n', '\r'), 'cp866')],
    ['KOI8-R with tabs', iconv.encode(table.replaceAll(';', '\t'), 'koi8-r')],
    ['with Excel’s first line', Buffer.from(`sep=;\n${table}`)],
  ])('%s reads the same', async (_, bytes) => {
    const { shape, rows } = await readAll(put(bytes))
    expect(shape.columns).toEqual(['Дата', 'Номер'])
    expect(rows.map((row) => row.cells)).toEqual([
      ['01.03.2026 10:00', '+79161234567'],
      ['02.03.2026 11:00', '84951234567'],
    ])
  })

  test('what is recognised can be overruled', async () => {
    const path = put('a;b,c\n1;2,3\n')
    expect((await readAll(path, { separator: ',' })).shape.columns).toEqual(['a;b', 'c'])
    expect((await readAll(path, { separator: ';', headings: false })).rows).toHaveLength(2)
  })

  test('titles above the table are not taken for its headings', async () => {
    const { shape, rows } = await readAll(put('Отчёт за март\n\nДата,Номер,Длительность\n2026-03-01,79161234567,10\n'))
    expect(shape).toMatchObject({ headingRow: 3, columns: ['Дата', 'Номер', 'Длительность'] })
    expect(rows).toEqual([{ row: 4, cells: ['2026-03-01', '79161234567', '10'] }])
  })

  test('a file without headings is data from its first row', async () => {
    const { shape, rows } = await readAll(put('2026-03-01,79161234567,10\n2026-03-02,79161234568,20\n'))
    expect(shape).toMatchObject({ headingRow: null, columns: ['A', 'B', 'C'] })
    expect(rows).toHaveLength(2)
  })

  test('headings that are equal, or missing, get names of their own', async () => {
    expect((await readAll(put('дата,имя,имя,\n2026-03-01,a,b,c\n'))).shape.columns).toEqual([
      'дата',
      'имя',
      'имя (2)',
      'D',
    ])
  })

  test.each([
    ['an empty file', '', 'file_empty'],
    ['blank lines alone', '\n\n\n', 'file_empty'],
    ['zero bytes', Buffer.alloc(5_000), 'file_not_table'],
    ['a PDF', '%PDF-1.7\n1 0 obj\n', 'file_not_table'],
    ['a web page that calls itself .xls', '<html><table><tr><td>1</td></tr></table>', 'file_not_table'],
    ['an old .xls', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), 'file_old_excel'],
    ['a ZIP that is no workbook', Buffer.from('PK\u0003\u0004 nothing of the kind'), 'file_not_table'],
    ['headings of a million columns', `${'a,'.repeat(1_000_000)}\n`, 'file_too_wide'],
  ])('%s: %#', async (_, content, code) => {
    expect(await codeOf(put(content))).toBe(code)
  })

  test('memory does not grow with the file', async () => {
    const line = '2026-03-01 10:00:00,79161234567,101,ANSWERED,"Иван ""Окна"" Петров"\n'
    const path = put(`start,src,dst,disposition,name\n${line.repeat(400_000)}`)
    const shape = await recogniseTable(path)
    let rows = 0
    let most = 0
    for await (const piece of readTable(path, shape)) {
      rows += piece.length
      most = Math.max(most, piece.length)
    }
    expect(rows).toBe(400_000)
    expect(most).toBeLessThan(10_000)
  })
})

describe('a sheet of a workbook', () => {
  const cell = (value: string | number | Date | boolean, format?: string) => ({ value, ...(format ? { format } : {}) })
  const workbook = async (...rows: object[][]) => {
    const path = join(folder, `book-${++files}.xlsx`)
    await writeXlsx(rows as never, { dateFormat: 'dd.mm.yyyy hh:mm:ss' } as never).toFile(path)
    return path
  }

  test('texts, numbers, dates and times of day come as they are shown', async () => {
    const path = await workbook(
      [cell('Дата'), cell('Номер'), cell('Разговор'), cell('Цена')],
      [
        cell(new Date('2026-03-05T10:20:30Z'), 'dd.mm.yyyy hh:mm:ss'),
        cell(79_161_234_567),
        cell(125 / 86_400, '[h]:mm:ss'),
        cell(12.5),
      ],
      [
        cell(new Date('2026-03-06T00:00:00Z'), 'dd.mm.yyyy'),
        cell('+7 (916) 123-45-67 & "Ко" <тест>'),
        cell(3.5, '0.00'),
        cell(0.1 + 0.2),
      ],
    )
    const { shape, rows } = await readAll(path)
    expect(shape).toMatchObject({ kind: 'xlsx', columns: ['Дата', 'Номер', 'Разговор', 'Цена'], headingRow: 1 })
    expect(rows).toEqual([
      { row: 2, cells: ['2026-03-05 10:20:30', '79161234567', '0:02:05', '12.5'] },
      { row: 3, cells: ['2026-03-06', '+7 (916) 123-45-67 & "Ко" <тест>', '3.5', '0.30000000000000004'] },
    ])
  })

  test('a workbook that is cut off is damaged, not half read', async () => {
    const path = await workbook(
      [cell('a'), cell('b')],
      ...Array.from({ length: 500 }, (_, i) => [cell(i), cell(`text ${i}`)]),
    )
    const { readFileSync } = await import('node:fs')
    const bytes = readFileSync(path)
    expect(await codeOf(put(bytes.subarray(0, bytes.length / 2)))).toBe('file_not_table')
  })

  test('thousands of rows come in pieces', async () => {
    const path = await workbook(
      [cell('n'), cell('name')],
      ...Array.from({ length: 20_000 }, (_, i) => [cell(i), cell(`клиент ${i % 100}`)]),
    )
    const shape = await recogniseTable(path)
    let rows = 0
    let pieces = 0
    for await (const piece of readTable(path, shape)) {
      rows += piece.length
      pieces++
    }
    expect(rows).toBe(20_000)
    expect(pieces).toBeGreaterThan(5)
  })
})
