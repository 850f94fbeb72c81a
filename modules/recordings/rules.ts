/** Decisions about recordings: pure. */
import { can, type Role } from '../../kernel/access.ts'

export const recordingStates = ['waiting', 'stored', 'gone', 'refused', 'deleted'] as const
export type RecordingState = (typeof recordingStates)[number]

/** Why one is not here. */
export const recordingReasons = [
  'not_ready',
  'unreachable',
  'host_not_allowed',
  'not_audio',
  'too_large',
  'no_address',
  'no_keys',
  'keys_refused',
] as const
export type RecordingReason = (typeof recordingReasons)[number]

export interface RecordingSettings {
  /** Days that a recording is kept. */
  readonly keepDays: number
  /** Hosts of the company's own, beside its providers'. */
  readonly hosts: readonly string[]
  readonly marketingListens: boolean
  readonly agenciesListen: boolean
}

/** Marketing judges contacts by what was said; whoever is not of the company is let in by it. */
export const usualSettings: RecordingSettings = {
  keepDays: 365,
  hosts: [],
  marketingListens: true,
  agenciesListen: false,
}

/** Whether a role listens in a company: a voice can't be masked, so the company decides about those who see its clients masked. */
export const listensAs = (
  role: Role,
  { marketingListens, agenciesListen }: Pick<RecordingSettings, 'marketingListens' | 'agenciesListen'>,
): boolean =>
  can(role, 'recordings.listen') && (role !== 'marketing' || marketingListens) && (role !== 'agency' || agenciesListen)

/** Bytes: a talk of ten hours as WAV of a telephone. */
export const largestRecording = 150_000_000

/** Where the providers that can be connected keep recordings; a company may add hosts of its own. */
const providerHosts = [
  ...['mango-office.ru', 'uiscom.ru', 'comagic.ru', 'callgear.com', 'zadarma.com', 'megapbx.ru', 'megafon.ru'],
  ...['beeline.ru', 'mts.ru', 'rt.ru', 'gravitel.ru', 'domru.ru'],
]

/** Whether a recording may be fetched from a host: it is one of the names or below one. */
export const isAllowedHost = (host: string, own: readonly string[]): boolean => {
  const name = host.toLowerCase()
  return [...providerHosts, ...own].some((allowed) => name === allowed || name.endsWith(`.${allowed}`))
}

const minute = 60_000
/** Providers give a recording out some time after the talk: soon, then rarely, for three days. */
const pauses = [1, 2, 5, 15, 60, 180, 720, 1_440, 1_440].map((minutes) => minutes * minute)

/** Milliseconds before the next attempt after `attempts` of them; null where it is given up. */
export const pauseAfter = (attempts: number): number | null => pauses[attempts - 1] ?? null

/** What the bytes are, by how they begin, whatever was said about them; null where they are no sound. */
export function soundType(bytes: Uint8Array): string | null {
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to))
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return 'audio/wav'
  if (text(0, 4) === 'OggS') return 'audio/ogg'
  if (text(4, 8) === 'ftyp') return 'audio/mp4'
  if (text(0, 3) === 'ID3') return 'audio/mpeg'
  const [first = 0, second = 0] = bytes
  // An MPEG frame: eleven set bits, and a layer that is not the reserved one.
  return first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x06) !== 0 ? 'audio/mpeg' : null
}

export type Range = { readonly from: number; readonly to: number }

/** The one range of a header `Range`, both ends included; null: the whole; 'unsatisfiable': outside of it. RFC 9110, 14. */
export function readRange(header: string | undefined, size: number): Range | null | 'unsatisfiable' {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? []
  if (first === '' && last === '') return null
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length > 0 ? { from: size - length, to: size - 1 } : 'unsatisfiable'
  }
  const from = Number(first)
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (from >= size) return 'unsatisfiable'
  return to < from ? null : { from, to }
}
