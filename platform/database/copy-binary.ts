/**
 * COPY in PostgreSQL's binary format (documentation, "COPY", section "Binary Format"): what is a number stays one on both sides.
 * For the tables that imports fill: half the cost of text for the one who writes, and a sixth of the whole for PostgreSQL.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { Transaction } from './database.ts'
import { jsonText } from './json-text.ts'

/** Types whose binary form is written here. A uuid, date (`YYYY-MM-DD`) and bigint may come as text. */
export type CopyType = 'uuid' | 'text' | 'timestamptz' | 'date' | 'smallint' | 'int' | 'bigint' | 'boolean' | 'jsonb'

export interface CopyColumn<Row> {
  readonly column: string
  readonly type: CopyType
  /** The field of the row that holds the value; null and undefined are written as NULL. */
  readonly field: keyof Row & string
}

/**
 * Appends rows; they are asked for as they are sent, so that they are made while PostgreSQL stores those before.
 * @throws TypeError for a value that its column can't hold; PostgreSQL's error where it refuses a row
 */
export async function copyBinary<Row extends object>(
  tx: Transaction,
  table: string,
  columns: readonly CopyColumn<Row>[],
  rows: Iterable<Row>,
): Promise<void> {
  if (Array.isArray(rows) && rows.length === 0) return
  const names = columns.map(({ column }) => column).join(', ')
  await pipeline(
    Readable.from(encode(columns, rows)),
    tx.client.query(copyFrom(`copy ${table} (${names}) from stdin (format binary)`)),
  )
}

const signature = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1')
const chunkLength = 65_536
/** Beyond any value of a fixed length. */
const headroom = 32

/** The bytes of a COPY, in pieces. */
export function* encode<Row extends object>(
  columns: readonly CopyColumn<Row>[],
  rows: Iterable<Row>,
): Generator<Buffer> {
  const out = createOutput()
  out.bytes(signature)
  for (const row of rows) {
    out.int16(columns.length)
    for (const { field, type } of columns) {
      const value: unknown = row[field]
      if (value === null || value === undefined) out.int32(-1)
      else writers[type](out, value)
    }
    if (out.length() > chunkLength) yield out.take()
  }
  out.int16(-1)
  yield out.take()
}

type Output = ReturnType<typeof createOutput>

function createOutput() {
  let buffer = Buffer.allocUnsafeSlow(chunkLength + 8_192)
  let at = 0
  const reserve = (length: number): void => {
    if (at + length <= buffer.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(buffer.length * 2, at + length))
    buffer.copy(larger, 0, 0, at)
    buffer = larger
  }
  // Byte by byte: Buffer's own methods check what is known here, and cost three times as much.
  const store32 = (value: number, place: number): void => {
    buffer[place] = value >>> 24
    buffer[place + 1] = value >>> 16
    buffer[place + 2] = value >>> 8
    buffer[place + 3] = value
  }
  const int32 = (value: number): void => {
    reserve(headroom)
    store32(value, at)
    at += 4
  }
  return {
    length: () => at,
    take() {
      const taken = buffer.subarray(0, at)
      buffer = Buffer.allocUnsafeSlow(chunkLength + 8_192)
      at = 0
      return taken
    },
    int32,
    int16(value: number) {
      reserve(headroom)
      buffer[at++] = value >>> 8
      buffer[at++] = value
    },
    /** A whole number of up to 53 bits, as 64. */
    int64(value: number) {
      const high = Math.floor(value / 2 ** 32)
      int32(high)
      int32(value - high * 2 ** 32)
    },
    bigint(value: bigint) {
      reserve(headroom)
      at = buffer.writeBigInt64BE(value, at)
    },
    byte(value: number) {
      reserve(headroom)
      buffer[at++] = value
    },
    bytes(value: Uint8Array) {
      reserve(value.length)
      buffer.set(value, at)
      at += value.length
    },
    /** UTF-8 after its length, which `extra` more bytes are counted into. NUL, which PostgreSQL's text can't hold, is left out. */
    text(text: string, before?: number) {
      reserve(text.length * 3 + headroom)
      const start = at
      at += 4
      if (before !== undefined) buffer[at++] = before
      at = writeText(buffer, text, at)
      store32(at - start - 4, start)
    },
    /** Sixteen bytes of the 32 hexadecimal digits of a uuid in its usual form. */
    uuid(text: string) {
      int32(16)
      if (text.length !== 36) throw new TypeError(`no uuid: ${text.slice(0, 50)}`)
      for (let i = 0; i < 36; i += 2) {
        if (i === 8 || i === 13 || i === 18 || i === 23) i++
        const byte = (nibble(text, i) << 4) | nibble(text, i + 1)
        if (byte < 0) throw new TypeError(`no uuid: ${text}`)
        buffer[at++] = byte
      }
    },
  }
}

/** Most texts are ASCII: a loop over them is quicker than a call out of JavaScript. */
function writeText(buffer: Buffer, text: string, start: number): number {
  let at = start
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code > 127 || code === 0) return start + buffer.write(text.replaceAll('\u0000', ''), start, 'utf8')
    buffer[at++] = code
  }
  return at
}

const nibbles = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code).toLowerCase()),
)
const nibble = (text: string, i: number): number => nibbles[text.charCodeAt(i)] ?? -1

const checked = <Value>(value: unknown, fits: (value: unknown) => value is Value, type: CopyType): Value => {
  if (!fits(value)) throw new TypeError(`${String(value).slice(0, 50)} is no ${type}`)
  return value
}
const isText = (value: unknown): value is string => typeof value === 'string'
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value)
const isInt = (value: unknown): value is number => isWhole(value) && value === (value | 0)
const isSmall = (value: unknown): value is number => isWhole(value) && value === (value << 16) >> 16
const isMoment = (value: unknown): value is Date => value instanceof Date && !Number.isNaN(value.getTime())

const epoch = Date.UTC(2000, 0, 1)
const dayMs = 86_400_000

// Rows of a file follow each other: their day is mostly the day before them.
let lastDay = ''
let lastDays = 0
function daysOf(day: string): number {
  if (day !== lastDay) {
    const days = (Date.parse(`${day}T00:00:00Z`) - epoch) / dayMs
    lastDays = checked(days, isWhole, 'date')
    lastDay = day
  }
  return lastDays
}

const writers: Record<CopyType, (out: Output, value: unknown) => void> = {
  uuid: (out, value) => out.uuid(checked(value, isText, 'uuid')),
  text: (out, value) => out.text(checked(value, isText, 'text')),
  timestamptz: (out, value) => {
    out.int32(8)
    out.int64((checked(value, isMoment, 'timestamptz').getTime() - epoch) * 1000)
  },
  date: (out, value) => {
    const days = daysOf(checked(value, isText, 'date'))
    out.int32(4)
    out.int32(days)
  },
  smallint: (out, value) => {
    out.int32(2)
    out.int16(checked(value, isSmall, 'smallint'))
  },
  int: (out, value) => {
    out.int32(4)
    out.int32(checked(value, isInt, 'int'))
  },
  bigint: (out, value) => {
    out.int32(8)
    if (isText(value)) out.bigint(BigInt(value))
    else out.int64(checked(value, isWhole, 'bigint'))
  },
  boolean: (out, value) => {
    out.int32(1)
    out.byte(value === true ? 1 : 0)
  },
  // The first byte is the version of the format.
  jsonb: (out, value) => out.text(jsonText(value as object), 1),
}
