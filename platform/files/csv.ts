/**
 * Separated text, record by record, from pieces of decoded text. Written by hand for what a general parser does not
 * give: after a broken quote it goes on with the next line instead of losing the file, it names the physical line of every
 * record, and no line can make it hold more than `maxRecord` characters (docs/decisions/reading-files.md has the figures).
 */

/** What is wrong with the form of one record, before anyone looks at its values. */
export type RecordFault = 'quote' | 'too_long' | 'too_many_columns' | 'nul' | 'encoding' | 'cut'

export interface TableRow {
  /** Line of a text file or row of a sheet where the record begins, from 1. */
  readonly row: number
  readonly cells: readonly string[]
  readonly fault?: RecordFault
  /** Column of the fault, from 0, where it has one. */
  readonly column?: number
}

export interface CsvForm {
  readonly separator: string
  readonly lineEnd: '\n' | '\r'
  /** Records with fewer columns at the very end of the file are cut off; 0 where the width is not known. */
  readonly columns?: number
}

export const maxRecord = 1_000_000
export const maxColumns = 2_000

/** Takes pieces of text in order, gives the records that are complete; `end` gives the rest. */
export interface CsvParser {
  write(text: string): TableRow[]
  end(): TableRow[]
}

/** A parser for text without its byte-order mark. `firstLine` is the physical number of the first line, from 1. */
export function createCsvParser({ separator, lineEnd, columns = 0 }: CsvForm, firstLine = 1): CsvParser {
  let rest = ''
  let line = firstLine
  /** Inside a line that is longer than anything sensible: throw it away up to its end. */
  let skipping = false
  /** A record that needs more text is not tried again before this many characters are there. */
  let wanted = 0
  let ending = false

  function parse(): TableRow[] {
    const rows: TableRow[] = []
    const suspicious = rest.includes('\u0000') || rest.includes('\uFFFD')
    let at = 0
    if (skipping) {
      const end = rest.indexOf(lineEnd)
      if (end < 0) {
        rest = ''
        return rows
      }
      at = end + 1
      line++
      skipping = false
    }
    // The next quote is looked up once and remembered: most files have none for long stretches, and indexOf is fast.
    let quote = rest.indexOf('"', at)
    while (at < rest.length) {
      let end = rest.indexOf(lineEnd, at)
      if (end < 0) {
        if (rest.length - at > maxRecord) {
          rows.push({ row: line, cells: [], fault: 'too_long' })
          skipping = !ending
          at = rest.length
          break
        }
        if (!ending) break
        end = rest.length
      }
      if (quote >= 0 && quote < at) quote = rest.indexOf('"', at)
      if (quote < 0 || quote > end) {
        const row = plain(rest, at, end)
        if (row) rows.push(row)
        at = end + 1
        line++
        continue
      }
      const quoted = record(at, end)
      if (quoted === 'more') break
      rows.push(quoted.row)
      line += quoted.lines
      at = quoted.next
    }
    rest = at < rest.length ? rest.slice(at) : ''
    return suspicious ? rows.map(withoutJunk) : rows
  }

  function plain(text: string, from: number, to: number): TableRow | null {
    const end = to > from && text.charCodeAt(to - 1) === 13 ? to - 1 : to
    if (end === from) return null
    if (end - from > maxRecord) return { row: line, cells: [], fault: 'too_long' }
    const cells = text.slice(from, end).split(separator, maxColumns + 1)
    return cells.length > maxColumns ? { row: line, cells: [], fault: 'too_many_columns' } : { row: line, cells }
  }

  /** A record with quotes that begins at `at` and whose first line ends at `end`. */
  function record(at: number, end: number): { row: TableRow; next: number; lines: number } | 'more' {
    const cells: string[] = []
    let i = at
    let lines = 1
    const broken = (fault: RecordFault, column?: number) => ({
      row: { row: line, cells: [], fault, ...(column === undefined ? {} : { column }) },
      next: end + 1,
      lines: 1,
    })
    // A quote that was left open may find a partner lines later: then the width tells.
    const finished = (next: number) =>
      lines > 1 && columns > 0 && cells.length !== columns
        ? broken('quote')
        : { row: { row: line, cells }, next, lines }
    for (;;) {
      if (cells.length > maxColumns) return broken('too_many_columns')
      if (rest.charCodeAt(i) !== 34) {
        let stop = rest.indexOf(separator, i)
        const lineStop = rest.indexOf(lineEnd, i)
        const recordStop = lineStop < 0 ? rest.length : lineStop
        if (stop >= 0 && stop < recordStop) {
          cells.push(rest.slice(i, stop))
          i = stop + 1
          continue
        }
        stop = recordStop > i && rest.charCodeAt(recordStop - 1) === 13 ? recordStop - 1 : recordStop
        if (lineStop < 0 && !ending) return needsMore(at) ? 'more' : broken('too_long')
        cells.push(rest.slice(i, stop))
        return finished(recordStop + 1)
      }
      const close = closing(i)
      if (close === 'open') return needsMore(at) ? 'more' : broken('quote', cells.length)
      if (close === 'misplaced') {
        const loose = looseClosing(i, end)
        if (loose < 0) return broken('quote', cells.length)
        cells.push(rest.slice(i + 1, loose))
        i = loose + 1
      } else {
        const content = rest.slice(i + 1, close.at)
        cells.push(close.doubled ? content.replaceAll('""', '"') : content)
        if (close.at > end) for (const char of content) if (char === lineEnd) lines++
        i = close.at + 1
      }
      if (rest[i] === separator) {
        i++
        continue
      }
      if (rest.charCodeAt(i) === 13 && lineEnd === '\n') i++
      return finished(i + 1)
    }
  }

  type Closing = { at: number; doubled: boolean } | 'open' | 'misplaced'

  /** The quote that closes the field which opens at `open`, by the rules of RFC 4180. */
  function closing(open: number): Closing {
    let doubled = false
    let i = open + 1
    for (;;) {
      const found = rest.indexOf('"', i)
      if (found < 0) return 'open'
      if (found - open > maxRecord) return 'misplaced'
      const next = rest[found + 1]
      if (next === undefined) return ending ? { at: found, doubled } : 'open'
      if (next === '"') {
        doubled = true
        i = found + 2
        continue
      }
      if (next === separator || next === lineEnd || next === '\r') return { at: found, doubled }
      return 'misplaced'
    }
  }

  /**
   * Exchanges write `""Ivan" <7916…>"` without doubling the inner quotes. On the same line a quote before a separator or
   * the end is taken for the closing one.
   */
  function looseClosing(open: number, end: number): number {
    const stop = rest.charCodeAt(end - 1) === 13 ? end - 1 : end
    for (let i = open + 1; i < stop; i++) {
      if (rest.charCodeAt(i) === 34 && (i + 1 === stop || rest[i + 1] === separator)) return i
    }
    return -1
  }

  /** Whether more text may complete the record that begins at `at`. */
  function needsMore(at: number): boolean {
    if (ending || rest.length - at > maxRecord) return false
    wanted = rest.length - at + 65_536
    return true
  }

  function withoutJunk(row: TableRow): TableRow {
    if (row.fault) return row
    const nul = row.cells.findIndex((cell) => cell.includes('\u0000'))
    if (nul >= 0) return { ...row, fault: 'nul', column: nul }
    const unread = row.cells.findIndex((cell) => cell.includes('\uFFFD'))
    return unread >= 0 ? { ...row, fault: 'encoding', column: unread } : row
  }

  return {
    write(text) {
      rest = rest ? rest + text : text
      if (rest.length < wanted) return []
      wanted = 0
      return parse()
    },
    end() {
      ending = true
      const ended = rest === '' || rest.endsWith(lineEnd)
      const rows = parse()
      const final = rows.at(-1)
      if (!ended && final && !final.fault && columns > 0 && final.cells.length < columns) {
        rows[rows.length - 1] = { ...final, fault: 'cut' }
      }
      return rows
    },
  }
}
