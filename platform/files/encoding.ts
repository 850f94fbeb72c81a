/** Which character encoding a file is written in, told from its bytes. */

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'ibm866', 'koi8-r'] as const
export type Encoding = (typeof encodings)[number]

export interface EncodingGuess {
  readonly encoding: Encoding
  /** Bytes of the mark at the beginning that is no text. */
  readonly markBytes: number
  /** False where another encoding would have read nearly as well. */
  readonly certain: boolean
}

/**
 * Recognises the encoding of a sample of a file (its beginning, and pieces further on that start after a line end).
 * A byte-order mark decides; then zero bytes at every second place (UTF-16), then valid UTF-8, and of the Russian
 * one-byte encodings the one in which the text reads most like Russian.
 */
export function recogniseEncoding(head: Uint8Array, further: readonly Uint8Array[] = []): EncodingGuess {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return certain('utf-8', 3)
  if (head[0] === 0xff && head[1] === 0xfe) return certain('utf-16le', 2)
  if (head[0] === 0xfe && head[1] === 0xff) return certain('utf-16be', 2)
  const wide = utf16Without(head)
  if (wide) return certain(wide, 0)
  const pieces = [head, ...further]
  if (pieces.every(isUtf8)) return certain('utf-8', 0)
  if (mostlyUtf8(pieces)) return { encoding: 'utf-8', markBytes: 0, certain: false }
  const scores = (['windows-1251', 'ibm866', 'koi8-r'] as const)
    .map((encoding) => ({ encoding, score: pieces.reduce((sum, piece) => sum + russianness(piece, encoding), 0) }))
    .sort((a, b) => b.score - a.score)
  const [best, second] = scores
  const encoding = best && best.score > 0 ? best.encoding : 'windows-1251'
  return { encoding, markBytes: 0, certain: (best?.score ?? 0) > 0 && (best?.score ?? 0) > 1.5 * (second?.score ?? 0) }
}

const certain = (encoding: Encoding, markBytes: number): EncodingGuess => ({ encoding, markBytes, certain: true })

/** ASCII letters, digits and separators in UTF-16 have a zero as every second byte, Cyrillic ones a 4. */
function utf16Without(bytes: Uint8Array): Encoding | null {
  const length = Math.min(bytes.length, 4096) & ~1
  if (length < 4) return null
  let evenHigh = 0
  let oddHigh = 0
  for (let i = 0; i < length; i += 2) {
    if (bytes[i] === 0 || bytes[i] === 4) evenHigh++
    if (bytes[i + 1] === 0 || bytes[i + 1] === 4) oddHigh++
  }
  const pairs = length / 2
  if (oddHigh > pairs * 0.7 && evenHigh < pairs * 0.3) return 'utf-16le'
  if (evenHigh > pairs * 0.7 && oddHigh < pairs * 0.3) return 'utf-16be'
  return null
}

function isUtf8(bytes: Uint8Array): boolean {
  // A sample may end in the middle of a letter.
  let end = bytes.length
  for (let back = 0; back < 3 && end > 0 && ((bytes[end - 1] ?? 0) & 0xc0) === 0x80; back++) end--
  if (end > 0 && (bytes[end - 1] ?? 0) >= 0xc0) end--
  else end = bytes.length
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end))
    return true
  } catch {
    return false
  }
}

/**
 * A few broken bytes (a name cut by an exchange, one row pasted from elsewhere) must not garble every other row: such rows
 * are told one by one. Text of a one-byte encoding has next to no sequences that UTF-8 allows.
 */
function mostlyUtf8(pieces: readonly Uint8Array[]): boolean {
  let whole = 0
  let broken = 0
  for (const piece of pieces) {
    for (const char of new TextDecoder('utf-8').decode(piece)) {
      if (char === '\uFFFD') broken++
      else if (char > '\u007f') whole++
    }
  }
  return whole > broken * 10
}

/** Letters that make up two thirds of Russian text; the rest counts less. */
const common = new Set('оеаинтсрвлкмдпу')

/**
 * How much bytes above 127 look like Russian in an encoding: common small letters and words that begin with a capital
 * speak for it; capitals inside a word, box drawing and control characters against.
 */
function russianness(bytes: Uint8Array, encoding: Encoding): number {
  const text = new TextDecoder(encoding).decode(bytes.length > 65_536 ? bytes.subarray(0, 65_536) : bytes)
  let score = 0
  let beforeSmall = false
  for (const char of text) {
    const code = char.charCodeAt(0)
    if (code < 128) {
      beforeSmall = false
      continue
    }
    const small = (code >= 0x430 && code <= 0x44f) || code === 0x451
    const capital = (code >= 0x410 && code <= 0x42f) || code === 0x401
    if (small) score += common.has(char) ? 2 : 0.3
    else if (capital) score += beforeSmall ? -3 : common.has(char.toLowerCase()) ? 1.5 : 0.3
    else if (!'№«»—–…°'.includes(char)) score -= 2
    beforeSmall = small
  }
  return score
}
