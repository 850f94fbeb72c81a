/** Requests to the advertising systems. An administrator may name another address: a sandbox, a proxy of the company. */
import { request } from '../../../../platform/outbound/request.ts'

/** Why a reading failed: the key is not accepted, the system wants us to wait, or it answered otherwise than it documents. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError'
  constructor(
    readonly kind: 'refused' | 'busy' | 'unexpected',
    message: string,
  ) {
    super(message)
  }
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

export type Http = (
  method: 'GET' | 'POST',
  url: string,
  request: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string },
  signal: AbortSignal,
) => Promise<HttpAnswer>

const timeoutMs = 120_000
const mostBytes = 200_000_000

/** One request without redirects; private addresses only where the server allows them. @throws ConnectorError busy where nobody answers */
export const createHttp =
  (allowPrivate: boolean): Http =>
  async (method, url, asked, signal) => {
    try {
      const limits = { allowPrivate, timeoutMs, maxBytes: mostBytes, signal }
      const { status, headers, body } = await request(url, { method, ...asked }, limits)
      return { status, headers, text: body.toString('utf8') }
    } catch (error) {
      signal.throwIfAborted()
      const why = error instanceof Error ? error.message || error.name : String(error)
      throw new ConnectorError('busy', `${hostOf(url)}: ${why}`)
    }
  }

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url.slice(0, 100))

/** The answer as JSON of a good status. @throws ConnectorError with what the system said */
export function jsonOf({ status, text }: HttpAnswer): unknown {
  if (status === 401 || status === 403) throw new ConnectorError('refused', said(status, text))
  if (status === 429 || status >= 500) throw new ConnectorError('busy', said(status, text))
  if (status >= 400) throw new ConnectorError('unexpected', said(status, text))
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new ConnectorError('unexpected', `${status}: no JSON`)
  }
}

/** What an error says, short enough to be shown. */
export const said = (status: number, text: string): string =>
  `${status}: ${text.replace(/\s+/g, ' ').trim().slice(0, 300)}`

/** Reads an answer by its schema. @throws ConnectorError unexpected */
export function shaped<Shape>(
  schema: {
    safeParse(value: unknown): { success: true; data: Shape } | { success: false; error: { message: string } }
  },
  value: unknown,
): Shape {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new ConnectorError('unexpected', parsed.error.message.replace(/\s+/g, ' ').slice(0, 300))
}
