/** Posts to an address that somebody else chose. */
import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { isPrivateAddress, PrivateAddressError, publicLookup } from './addresses.ts'

export type Posted =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string; readonly ms: number }
  | { readonly kind: 'failed'; readonly error: string; readonly ms: number }

const timeoutMs = 10_000
/** What is kept of an answer, for the log that people read. */
const keptBytes = 2_000

/**
 * One POST without redirects (an address that redirects is not the one that was checked). Never throws. Private
 * addresses are refused unless `allowPrivate`; at most ten seconds, at most two kilobytes of answer.
 */
export async function post(
  url: string,
  request: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  options: { readonly allowPrivate: boolean },
): Promise<Posted> {
  const started = performance.now()
  const ms = () => Math.round(performance.now() - started)
  try {
    const { status, body } = await send(new URL(url), request, options.allowPrivate)
    return { kind: 'answered', status, body, ms: ms() }
  } catch (error) {
    return { kind: 'failed', error: describe(error), ms: ms() }
  }
}

function send(
  url: URL,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  allowPrivate: boolean,
): Promise<{ status: number; body: string }> {
  // A literal address is not looked up, so the lookup can't refuse it.
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!allowPrivate && isIP(host) && isPrivateAddress(host)) throw new PrivateAddressError(host)
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs)
    const request = (url.protocol === 'https:' ? https : http).request(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        signal,
        agent: false,
        ...(!allowPrivate && { lookup: publicLookup }),
      },
      (response) => {
        const chunks: Buffer[] = []
        let size = 0
        const done = (): void => {
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks).toString('utf8').slice(0, keptBytes),
          })
          response.destroy()
        }
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk)
          size += chunk.length
          if (size >= keptBytes) done()
        })
        response.on('end', done)
        response.on('error', reject)
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as NodeJS.ErrnoException
  if (error.name === 'AbortError' || error.name === 'TimeoutError' || code === 'ABORT_ERR')
    return `no answer in ${timeoutMs / 1000} s`
  return code && !error.message.includes(code) ? `${code}: ${error.message}` : error.message || code || error.name
}
