/**
 * Rows of an .xlsx sheet, one after another. A workbook is a ZIP of XML: yauzl reads the ZIP entry by entry, saxen
 * the XML piece by piece, so that only shared strings are held (bounded) and never the sheet.
 */
import type { Readable } from 'node:stream'
import { Parser } from 'saxen'
import yauzl from 'yauzl'
import { Problem } from '../../kernel/problem.ts'
import { maxColumns, type TableRow } from './csv.ts'
import { type CellStyle, cellText, styleOf } from './xlsx-cells.ts'

const maxSharedCharacters = 100_000_000
const maxSheetBytes = 8_000_000_000
/** Excel's own limit for a cell is 32,767 characters; more than this between two tags is no workbook. */
const maxToken = 4_000_000

export interface Workbook {
  readonly sheets: readonly string[]
  /** Rows of the sheet of that name (the first one when not given) that hold anything, in pieces. */
  rows(sheet?: string): AsyncGenerator<TableRow[]>
  close(): void
}

/** Opens a workbook. @throws Problem file_not_table where the file is none, file_too_large where it unpacks to too much */
export async function openWorkbook(path: string): Promise<Workbook> {
  const zip = await openZip(path)
  try {
    const entries = await listEntries(zip)
    const read = (name: string): AsyncIterable<string> => entryText(zip, entries, name)
    const book = await readBook(read)
    const styles = entries.has('xl/styles.xml') ? await readStyles(read('xl/styles.xml')) : []
    return {
      sheets: book.sheets.map((sheet) => sheet.name),
      async *rows(name) {
        const sheet = book.sheets.find((candidate) => candidate.name === name) ?? book.sheets[0]
        if (!sheet) throw new Problem('file_not_table')
        const shared = entries.has('xl/sharedStrings.xml') ? await readShared(read('xl/sharedStrings.xml')) : []
        yield* sheetRows(read(sheet.path), { shared, styles, epoch1904: book.epoch1904 })
      },
      close: () => zip.close(),
    }
  } catch (error) {
    zip.close()
    throw error
  }
}

const openZip = (path: string): Promise<yauzl.ZipFile> =>
  new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) =>
      error ? reject(new Problem('file_not_table')) : resolve(zip),
    )
  })

const listEntries = (zip: yauzl.ZipFile): Promise<Map<string, yauzl.Entry>> =>
  new Promise((resolve, reject) => {
    const entries = new Map<string, yauzl.Entry>()
    zip.on('entry', (entry: yauzl.Entry) => {
      entries.set(entry.fileName.replaceAll('\\', '/').replace(/^\//, ''), entry)
      if (entries.size > 10_000) reject(new Problem('file_not_table'))
      else zip.readEntry()
    })
    zip.on('end', () => resolve(entries))
    zip.on('error', () => reject(new Problem('file_not_table')))
    zip.readEntry()
  })

async function* entryText(zip: yauzl.ZipFile, entries: Map<string, yauzl.Entry>, name: string): AsyncGenerator<string> {
  const entry = entries.get(name)
  if (!entry || entry.isEncrypted()) throw new Problem('file_not_table')
  if (entry.uncompressedSize > maxSheetBytes) throw new Problem('file_too_large', {}, { limit: '8 GB' })
  const stream = await new Promise<Readable>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(new Problem('file_damaged')) : resolve(opened)))
  })
  const decoder = new TextDecoder()
  try {
    for await (const chunk of stream) yield decoder.decode(chunk, { stream: true })
    yield decoder.decode()
  } catch (error) {
    throw error instanceof Problem ? error : new Problem('file_damaged')
  }
}

interface Handlers {
  readonly open?: (name: string, attribute: (name: string) => string | undefined) => void
  readonly text?: (text: string) => void
  readonly close?: (name: string) => void
}

/** Feeds a parser that calls `handlers`; `next` lets the caller take what has gathered after each piece. */
async function* parseXml<Item>(
  text: AsyncIterable<string>,
  handlers: Handlers,
  next: () => Item,
): AsyncGenerator<Item> {
  const parser = new Parser()
  let sinceEvent = 0
  parser.on('openTag', (name, attributes) => {
    sinceEvent = 0
    handlers.open?.(local(name), (wanted) => attributes()[wanted])
  })
  parser.on('closeTag', (name) => handlers.close?.(local(name)))
  parser.on('text', (value, decode) => handlers.text?.(decode(value)))
  parser.on('cdata', (value) => handlers.text?.(value))
  parser.on('error', () => {
    throw new Problem('file_damaged')
  })
  for await (const piece of text) {
    sinceEvent += piece.length
    parser.write(piece)
    if (sinceEvent > maxToken) throw new Problem('file_damaged')
    yield next()
  }
  parser.end()
  yield next()
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)

async function drain(text: AsyncIterable<string>, handlers: Handlers): Promise<void> {
  for await (const _ of parseXml(text, handlers, () => undefined));
}

async function readBook(read: (name: string) => AsyncIterable<string>) {
  const targets = new Map<string, string>()
  await drain(read('xl/_rels/workbook.xml.rels'), {
    open: (name, attribute) => {
      const id = attribute('Id')
      const target = attribute('Target')
      if (name === 'Relationship' && id && target) {
        targets.set(id, target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`)
      }
    },
  })
  const sheets: { name: string; path: string }[] = []
  let epoch1904 = false
  await drain(read('xl/workbook.xml'), {
    open: (name, attribute) => {
      if (name === 'workbookPr') epoch1904 = ['1', 'true'].includes(attribute('date1904') ?? '')
      const path = name === 'sheet' ? targets.get(attribute('r:id') ?? '') : undefined
      if (path) sheets.push({ name: attribute('name') ?? '', path })
    },
  })
  return { sheets, epoch1904 }
}

async function readStyles(text: AsyncIterable<string>): Promise<CellStyle[]> {
  const custom = new Map<number, string>()
  const styles: CellStyle[] = []
  let inside = false
  await drain(text, {
    open: (name, attribute) => {
      if (name === 'numFmt') custom.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '')
      else if (name === 'cellXfs') inside = true
      else if (name === 'xf' && inside) styles.push(styleOf(Number(attribute('numFmtId') ?? 0), custom))
    },
    close: (name) => {
      if (name === 'cellXfs') inside = false
    },
  })
  return styles
}

async function readShared(text: AsyncIterable<string>): Promise<string[]> {
  const strings: string[] = []
  let current = ''
  let inText = false
  let phonetic = false
  let held = 0
  await drain(text, {
    open: (name) => {
      if (name === 'si') current = ''
      else if (name === 't') inText = true
      else if (name === 'rPh') phonetic = true
    },
    text: (value) => {
      if (inText && !phonetic) current += value
    },
    close: (name) => {
      if (name === 't') inText = false
      else if (name === 'rPh') phonetic = false
      else if (name === 'si') {
        held += current.length
        if (held > maxSharedCharacters) throw new Problem('file_too_large', {}, { limit: '100 MB' })
        strings.push(current)
      }
    },
  })
  return strings
}

/** `BC12` → 54: the column of a cell, from 0. */
function columnOf(reference: string): number {
  let column = 0
  for (let i = 0; i < reference.length; i++) {
    const code = reference.charCodeAt(i)
    if (code < 65 || code > 90) break
    column = column * 26 + code - 64
  }
  return column - 1
}

async function* sheetRows(
  text: AsyncIterable<string>,
  book: { readonly shared: readonly string[]; readonly styles: readonly CellStyle[]; readonly epoch1904: boolean },
): AsyncGenerator<TableRow[]> {
  let rows: TableRow[] = []
  let cells: string[] = []
  let row = 0
  let column = -1
  let type = ''
  let style = 0
  let value = ''
  let reading = false
  const handlers: Handlers = {
    open: (name, attribute) => {
      if (name === 'row') {
        row = Number(attribute('r') ?? row + 1)
        cells = []
        column = -1
      } else if (name === 'c') {
        const reference = attribute('r')
        column = reference ? columnOf(reference) : column + 1
        type = attribute('t') ?? 'n'
        style = Number(attribute('s') ?? 0)
        value = ''
      } else if (name === 'v' || name === 't') reading = true
    },
    text: (piece) => {
      if (reading) value += piece
    },
    close: (name) => {
      if (name === 'v' || name === 't') reading = false
      else if (name === 'c') {
        if (value === '' || column < 0 || column > maxColumns) return
        while (cells.length < column) cells.push('')
        cells[column] =
          type === 's' ? (book.shared[Number(value)] ?? '') : cellText(type, value, book.styles[style], book.epoch1904)
      } else if (name === 'row' && cells.length > 0) rows.push({ row, cells })
    },
  }
  for await (const piece of parseXml(text, handlers, () => rows.splice(0))) if (piece.length > 0) yield piece
  rows = []
}
