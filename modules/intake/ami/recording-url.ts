/** Where the recording of a call lies, by the exchange's own name of the file or by the company's pattern. */
import { posix } from 'node:path'
import { localDay } from '../../../kernel/time.ts'
import type { Channels } from './channels.ts'

export interface RecordingSettings {
  /** A folder of the exchange's recordings, or an address, with `{file}`, `{uniqueid}`, `{yyyy}`, `{mm}`, `{dd}` in it. */
  readonly recordings: string | null
  readonly timezone: string
}

/** Of a live call: MixMonitor says which file it writes. */
export function recordingOf(
  call: string,
  { events }: Channels,
  startedAt: Date,
  settings: RecordingSettings,
): string | null {
  const path = events.findLast(({ Event, Value }) => Event === 'VarSet' && Value)?.Value
  return recordingUrl(path ?? null, call, startedAt, settings)
}

/**
 * The address of a recording. `path` is what the exchange says: a whole path or a file's name. A path on the disk becomes
 * `file:`; what is fetched from there is decided by whoever fetches.
 */
export function recordingUrl(
  path: string | null,
  call: string,
  startedAt: Date,
  { recordings, timezone }: RecordingSettings,
): string | null {
  if (path && /^https?:\/\//i.test(path)) return path
  const file = path ? posix.basename(path) : null
  if (!recordings) return path
  const [yyyy = '', mm = '', dd = ''] = localDay(startedAt, timezone).split('-')
  const values: Readonly<Record<string, string | null>> = { file, uniqueid: call, linkedid: call, yyyy, mm, dd }
  const isFolder = !/^https?:\/\//i.test(recordings)
  if (isFolder && path?.startsWith('/')) return `file://${encodeURI(path)}`
  const pattern =
    isFolder && !/\{(file|uniqueid|linkedid)\}/.test(recordings)
      ? `${recordings.replace(/\/$/, '')}/{yyyy}/{mm}/{dd}/{file}`
      : recordings
  let known = true
  const filled = pattern.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === null || value === undefined) known = false
    return isFolder ? (value ?? '') : encodeURIComponent(value ?? '')
  })
  if (!known) return null
  return isFolder ? `file://${encodeURI(filled)}` : filled
}
