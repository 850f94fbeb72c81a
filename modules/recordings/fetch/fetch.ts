/** Brings one recording here: from an allowed host, or from a folder that was given to the company. */
import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileInFolders } from '../../../platform/files/company-folders.ts'
import { type Answered, AnswerTooLargeError, request } from '../../../platform/outbound/request.ts'
import { isAllowedHost, largestRecording, type RecordingReason } from '../rules.ts'

export interface Unfetched {
  /** `later`: it may be there later. */
  readonly kind: 'later' | 'refused'
  readonly reason: RecordingReason
  readonly detail: string
}
export type Fetched = { readonly kind: 'got'; readonly bytes: Buffer } | Unfetched

export interface FetchPlace {
  readonly allowPrivate: boolean
  readonly hosts: readonly string[]
  readonly folders: readonly string[]
  /** The company's day of the talk, `2026-03-02`: exchanges sort recordings into folders by it. */
  readonly day: string
}

const mostRedirects = 3
const patienceMs = 120_000

/** Never throws. Each address on the way (a redirect) must be allowed like the first. */
export async function fetchRecording(url: string, place: FetchPlace): Promise<Fetched> {
  try {
    return /^https?:/i.test(url) ? await overHttp(url, place) : await fromFolder(url, place)
  } catch (error) {
    return failureOf(error)
  }
}

/** What an error of the connection means for a recording. */
export function failureOf(error: unknown): Unfetched {
  const detail = error instanceof Error ? error.message : String(error)
  if (error instanceof AnswerTooLargeError) return { kind: 'refused', reason: 'too_large', detail }
  if (error instanceof Error && error.name === 'PrivateAddressError')
    return { kind: 'refused', reason: 'host_not_allowed', detail }
  return { kind: 'later', reason: 'unreachable', detail }
}

async function overHttp(first: string, { allowPrivate, hosts }: FetchPlace): Promise<Fetched> {
  let url = first
  for (let redirects = 0; redirects <= mostRedirects; redirects++) {
    const { hostname } = new URL(url)
    if (!isAllowedHost(hostname, hosts)) return { kind: 'refused', reason: 'host_not_allowed', detail: hostname }
    const answer = await request(url, {}, { allowPrivate, timeoutMs: patienceMs, maxBytes: largestRecording })
    const { location } = answer.headers
    if (answer.status >= 300 && answer.status < 400 && location) url = new URL(location, url).href
    else return ofAnswer(answer)
  }
  return { kind: 'later', reason: 'unreachable', detail: 'redirects' }
}

function ofAnswer({ status, body }: Answered): Fetched {
  if (status === 200) return { kind: 'got', bytes: body }
  // Providers answer so while the recording is being made, and when it is gone: only time tells.
  const reason = status < 500 && status !== 429 ? 'not_ready' : 'unreachable'
  return { kind: 'later', reason, detail: `HTTP ${status}` }
}

async function fromFolder(url: string, { folders, day }: FetchPlace): Promise<Fetched> {
  const path = url.startsWith('file://') ? decodeURI(url.slice('file://'.length)) : url
  const name = basename(path)
  const places = [path, `${day.replaceAll('-', '/')}/${name}`, `monitor/${day.replaceAll('-', '/')}/${name}`, name]
  for (const place of places) {
    const file = await fileInFolders(folders, place)
    if (!file) continue
    if ((await stat(file)).size > largestRecording) return { kind: 'refused', reason: 'too_large', detail: name }
    return { kind: 'got', bytes: await readFile(file) }
  }
  if (folders.length === 0) return { kind: 'refused', reason: 'no_address', detail: name }
  return { kind: 'later', reason: 'not_ready', detail: name }
}
