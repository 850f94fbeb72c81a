/** The sound of a talk that never was: two voices without words, each on its own side, as exchanges record. */
import type { Random } from './random.ts'

const rate = 8_000
const silence = 128
const headerBytes = 44

interface Voice {
  readonly channel: 0 | 1
  /** Hertz. */
  readonly pitch: number
  readonly loudness: number
}

/** Loudness of the first harmonics of some vowels. */
const vowels: readonly (readonly number[])[] = [
  [1, 0.7, 0.9, 0.8, 0.4, 0.5, 0.2],
  [1, 0.9, 0.4, 0.15, 0.1, 0.1, 0.05],
  [0.9, 0.5, 0.2, 0.1, 0.3, 0.45, 0.4],
  [1, 0.8, 0.6, 0.2, 0.2, 0.35, 0.2],
]

/**
 * A WAV of `seconds` in two channels (the client left, the company right), 8 kHz of 8 bits: the company greets, then both speak in
 * turn, with pauses in which somebody looks something up. The same random stream gives the same bytes.
 */
export function talkSound(random: Random, seconds: number): Buffer {
  const frames = Math.max(1, Math.round(seconds * rate))
  const file = Buffer.alloc(headerBytes + frames * 2, silence)
  writeHeader(file, frames)
  const voices: readonly Voice[] = [
    { channel: 1, pitch: random.int(165, 215), loudness: 62 },
    { channel: 0, pitch: random.int(95, 225), loudness: random.int(30, 52) },
  ]
  let at = 0.4
  for (let turn = 0; at < seconds - 1; turn++) {
    const voice = voices[turn % 2]
    if (!voice) break
    const length = turn === 0 ? 2.6 : 1 + random.exponential(turn % 2 === 1 ? 3.2 : 4.5)
    at = speak(file, random, voice, at, Math.min(seconds - 0.4, at + length))
    at += random.chance(0.1) ? random.int(3, 7) : 0.15 + random.exponential(0.5)
  }
  return file
}

/** Words of one to four syllables until `end`; returns the second at which the voice stops. */
function speak(file: Buffer, random: Random, voice: Voice, from: number, end: number): number {
  let at = from
  while (at < end) {
    for (let syllables = random.int(1, 4); syllables > 0 && at < end; syllables--) {
      const length = 0.09 + random.next() * 0.12
      sing(file, voice, { vowel: random.pick(vowels), bend: 0.92 + random.next() * 0.2, at, length })
      at += length
    }
    at += 0.04 + random.exponential(0.11)
  }
  return at
}

function sing(
  file: Buffer,
  { channel, pitch, loudness }: Voice,
  syllable: { readonly vowel: readonly number[]; readonly bend: number; readonly at: number; readonly length: number },
): void {
  const period = Math.round(rate / (pitch * syllable.bend))
  const wave = Array.from({ length: period }, (_, i) =>
    syllable.vowel.reduce((sum, weight, n) => sum + weight * Math.sin((2 * Math.PI * (n + 1) * i) / period), 0),
  )
  const peak = Math.max(...wave.map(Math.abs), 1)
  const first = Math.round(syllable.at * rate)
  const count = Math.round(syllable.length * rate)
  for (let i = 0; i < count; i++) {
    const place = headerBytes + (first + i) * 2 + channel
    if (place >= file.length) return
    const envelope = Math.sin((Math.PI * i) / count) ** 0.7
    file[place] = silence + Math.round(((wave[i % period] ?? 0) / peak) * envelope * loudness)
  }
}

function writeHeader(file: Buffer, frames: number): void {
  file.write('RIFF', 0, 'latin1')
  file.writeUInt32LE(file.length - 8, 4)
  file.write('WAVEfmt ', 8, 'latin1')
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(2, 22)
  file.writeUInt32LE(rate, 24)
  file.writeUInt32LE(rate * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(8, 34)
  file.write('data', 36, 'latin1')
  file.writeUInt32LE(frames * 2, 40)
}
