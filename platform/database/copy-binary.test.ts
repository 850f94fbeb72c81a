import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../testing/index.ts'
import { type CopyColumn, copyBinary } from './copy-binary.ts'
import { sql } from './database.ts'

interface Row {
  readonly id: string
  readonly text?: string | null
  readonly at?: Date
  readonly day?: string
  readonly small?: number
  readonly whole?: number
  readonly big?: string | number
  readonly yes?: boolean
  readonly json?: object
}

const columns: readonly CopyColumn<Row>[] = [
  { column: 'id', type: 'uuid', field: 'id' },
  { column: 'text', type: 'text', field: 'text' },
  { column: 'at', type: 'timestamptz', field: 'at' },
  { column: 'day', type: 'date', field: 'day' },
  { column: 'small', type: 'smallint', field: 'small' },
  { column: 'whole', type: 'int', field: 'whole' },
  { column: 'big', type: 'bigint', field: 'big' },
  { column: 'yes', type: 'boolean', field: 'yes' },
  { column: 'json', type: 'jsonb', field: 'json' },
]

let db: TestDatabase
beforeAll(async () => {
  db = await testDatabase()
  await db.query(sql`create table copied (id uuid, text text, at timestamptz, day date, small smallint, whole int,
    big bigint, yes boolean, json jsonb)`)
})
afterAll(() => db.close())

const copied = async (rows: Iterable<Row>) => {
  await db.query(sql`truncate copied`)
  await db.transaction((tx) => copyBinary(tx, 'copied', columns, rows))
  return db.query<Record<string, unknown>>(
    sql`select id, text, at, day, small, whole, big::text as big, yes, json from copied order by id`,
  )
}

const id = (n: number) => `0197f2a0-1c2d-7abc-8def-${n.toString(16).padStart(12, '0')}`

test('every value comes back as it went in', async () => {
  const rows = [
    {
      id: id(1),
      text: 'Окна, «под ключ»\t\\N\n🙂',
      at: new Date('2026-03-10T09:00:00.123Z'),
      day: '2026-03-10',
      small: -1,
      whole: 2_000_000_000,
      big: '9223372036854775807',
      yes: true,
      json: { текст: 'да', n: [1, null] },
    },
    {
      id: id(2),
      text: '',
      at: new Date('1970-01-02T00:00:00Z'),
      day: '1999-12-31',
      small: 23,
      whole: -5,
      big: '-1',
      yes: false,
      json: {},
    },
    {
      id: id(3),
      text: 'x',
      at: new Date('2199-12-31T23:59:59.999Z'),
      day: '2000-01-01',
      small: 0,
      whole: 0,
      big: '4503599627370497',
      yes: true,
      json: [1],
    },
  ]
  expect(await copied(rows)).toEqual(rows)
})

test('what is not there is null', async () => {
  const nothing = { text: null, at: null, day: null, small: null, whole: null, big: null, yes: null, json: null }
  expect(await copied([{ id: id(1) }])).toEqual([{ id: id(1), ...nothing }])
})

test('NUL, which PostgreSQL can not hold, is left out of texts and of JSON', async () => {
  const [row] = await copied([{ id: id(1), text: 'a\u0000я', json: { a: 'b\u0000' } }])
  expect(row).toMatchObject({ text: 'aя', json: { a: 'b' } })
})

test('long texts and many rows pass whole', async () => {
  const rows = Array.from({ length: 3_000 }, (_, n) => ({ id: id(n), text: 'дом '.repeat(n % 97), whole: n }))
  const long = { id: id(5_000), text: 'ы'.repeat(300_000) }
  const back = await copied([...rows, long])
  expect(back.map(({ text }) => text)).toEqual([...rows, long].map(({ text }) => text))
})

test.each([
  ['a uuid that is none', { id: 'not-a-uuid' }],
  ['a uuid with a strange digit', { id: id(1).replace('a', 'g') }],
  ['a broken number', { id: id(1), whole: 1.5 }],
  ['a number that is too large', { id: id(1), whole: 2 ** 31 }],
  ['a small number that is too large', { id: id(1), small: -32_769 }],
  ['a broken date', { id: id(1), day: '2026-13-45' }],
  ['no moment', { id: id(1), at: new Date(Number.NaN) }],
])('%s is refused and nothing is kept', async (_, row) => {
  await expect(copied([{ id: id(9) }, row])).rejects.toThrow(TypeError)
  expect(await db.query(sql`select 1 from copied`)).toEqual([])
})
