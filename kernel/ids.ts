import { randomFillSync } from 'node:crypto'

/**
 * Time-ordered identifiers: UUID version 7 (RFC 9562, section 5.7).
 * Rows made one after another lie next to each other in an index, which is what keeps large tables quick to fill.
 *
 * Bits: 48 milliseconds | 4 version | 26 counter (split around the variant) | 48 random.
 * The counter is RFC 9562's method 1 (section 6.2): seeded at random in its lower half for every new millisecond.
 */

interface Clock {
  ms: number
  counter: number
}

const counterBits = 26
const counterEnd = 2 ** counterBits
const latestMs = 2 ** 48 - 1

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

// One call into the system per thousand ids instead of one per id.
const pool = new Uint8Array(10 * 1024)
let used = pool.length

function randomByte(): number {
  if (used === pool.length) {
    randomFillSync(pool)
    used = 0
  }
  return pool[used++] as number
}

const byteHex = (byte: number): string => hex[byte & 0xff] as string
const randomHex = (): string => byteHex(randomByte())

const seed = (): number => (randomByte() | (randomByte() << 8) | (randomByte() << 16) | (randomByte() << 24)) >>> 7

// Ids for now and ids for a given moment count apart: a record from last year must not hold back today's ids.
const now: Clock = { ms: -1, counter: 0 }
const given: Clock = { ms: -1, counter: 0 }

/** A step of the process's own clock: never backwards, even when the system clock is set back. */
function tickNow(): void {
  const ms = Date.now()
  if (ms > now.ms) {
    now.ms = ms
    now.counter = seed()
  } else if (++now.counter === counterEnd) {
    now.ms += 1
    now.counter = seed()
  }
}

function tickGiven(ms: number): void {
  if (!(ms >= 0 && ms <= latestMs)) throw new RangeError(`No id can carry the time ${ms}`)
  if (ms !== given.ms || ++given.counter === counterEnd) {
    given.ms = ms
    given.counter = seed()
  }
}

// Ids of one batch share their moment: it is written out once.
let writtenMs = -1
let writtenMoment = ''
function momentOf(ms: number): string {
  if (ms !== writtenMs) {
    const digits = ms.toString(16).padStart(12, '0')
    writtenMoment = `${digits.slice(0, 8)}-${digits.slice(8)}-`
    writtenMs = ms
  }
  return writtenMoment
}

function write({ ms, counter }: Clock): string {
  const top = counter >>> 14
  const rest = counter & 0x3fff
  return `${momentOf(ms)}${byteHex(0x70 | (top >>> 8))}${byteHex(top)}-${byteHex(0x80 | (rest >>> 8))}${byteHex(rest)}-${randomHex()}${randomHex()}${randomHex()}${randomHex()}${randomHex()}${randomHex()}`
}

/**
 * A new id. Without `at` each id sorts after every earlier one of this process.
 * With `at` the id carries that moment (the start of an old call, say) to the millisecond; ids asked for one after
 * another with the same `at` sort in the order they were asked for.
 * @throws RangeError when `at` lies before 1970 or is an invalid date
 */
export function newId(at?: Date): string {
  if (at === undefined) {
    tickNow()
    return write(now)
  }
  tickGiven(at.getTime())
  return write(given)
}

/** The moment that an id of ours carries, to the millisecond. */
export const idTime = (id: string): Date => new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16))

/** The smallest id that something of that moment can have: a bound for all ids from then on. Before 1970 it is the smallest of all. */
export function idFrom(moment: Date): string {
  const digits = Math.max(0, moment.getTime()).toString(16).padStart(12, '0')
  return `${digits.slice(0, 8)}-${digits.slice(8)}-0000-0000-000000000000`
}

const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** True for any UUID in lower case, of whatever version: enough to know that the database will take it. */
export const isId = (text: unknown): text is string => typeof text === 'string' && shape.test(text)
