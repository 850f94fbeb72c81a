/** amoCRM's API: addresses, tokens, and what its answers mean. */
import { ConnectionFailure } from '../../intake/index.ts'
import { type AskOptions, ask } from '../client/ask.ts'
import { fieldsOf, listOf, numberOf, textOf } from '../client/json.ts'
import { CrmRefusal } from '../crm.ts'
import type { TokenPair } from '../store/tokens.ts'

export type Params = Readonly<Record<string, string | number>>

export interface AmoClient {
  /** The answer's JSON; null for 204, which is how it says "nothing", and for 404. */
  get(path: string, params?: Params): Promise<unknown>
  /** @throws CrmRefusal for 400 and 422 */
  post(path: string, body: unknown): Promise<unknown>
}

export interface AmoAccess {
  /** `https://company.amocrm.ru`, without a slash at its end. */
  readonly address: string
  /** `stale`: the one that was refused. */
  token(stale?: string): Promise<string>
  /** Whether a refused token can be had anew. */
  readonly renewable: boolean
}

/** At most 7 requests a second are allowed; who goes on after 429 is locked out by address. Source: amoCRM's API limits. */
export const amoLimit = { perSecond: 6, burst: 1 }

export function openAmo({ address, token, renewable }: AmoAccess, options: AskOptions): AmoClient {
  const send = async (method: 'GET' | 'POST', path: string, params: Params, body?: unknown): Promise<unknown> => {
    const query = new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)])).toString()
    const url = `${address}${path}${query && `?${query}`}`
    let access = await token()
    for (let again = renewable; ; again = false) {
      const asked = {
        method,
        headers: {
          authorization: `Bearer ${access}`,
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      }
      const answer = await ask(url, asked, options)
      if (answer.status !== 401 || !again) return understood(answer.status, answer.body)
      access = await token(access)
    }
  }
  return {
    get: (path, params = {}) => send('GET', path, params),
    post: (path, body) => send('POST', path, {}, body),
  }
}

function understood(status: number, body: unknown): unknown {
  if (status === 204 || status === 404) return null
  if (status >= 200 && status < 300) return body
  const said = `HTTP ${status}${wordsOf(body)}`
  if (status === 401 || status === 402 || status === 403) throw new ConnectionFailure('credentials', said)
  if (status === 429) throw new ConnectionFailure('rate_limited', said)
  if (status === 400 || status === 422) throw new CrmRefusal(status, said)
  throw new ConnectionFailure('protocol', said)
}

/** The reason in the CRM's own words: which field, and why. */
function wordsOf(body: unknown): string {
  const { title, detail, 'validation-errors': validation } = fieldsOf(body)
  const wrong = listOf(validation).flatMap(({ errors }) =>
    listOf(errors).map(({ path, code, detail: why }) =>
      [path, code, why].flatMap((part) => textOf(part) ?? []).join(' '),
    ),
  )
  const words = wrong.length > 0 ? wrong.slice(0, 5).join('; ') : (textOf(detail) ?? textOf(title))
  return words ? `: ${words}` : ''
}

export interface AmoApp {
  readonly address: string
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUri: string
}

/** Exchanges a refresh token, which works once, for the next pair. */
export async function exchangeToken(
  app: AmoApp,
  refresh: string,
  options: AskOptions,
  now: () => Date,
): Promise<TokenPair> {
  const body = JSON.stringify({
    client_id: app.clientId,
    client_secret: app.clientSecret,
    grant_type: 'refresh_token',
    refresh_token: refresh,
    redirect_uri: app.redirectUri,
  })
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const answer = await ask(`${app.address}/oauth2/access_token`, { method: 'POST', headers, body }, options)
  const { access_token, refresh_token, expires_in } = fieldsOf(answer.body)
  const access = textOf(access_token)
  const next = textOf(refresh_token)
  if (answer.status >= 300 || !access || !next) {
    const { hint, detail } = fieldsOf(answer.body)
    const why = textOf(hint) ?? textOf(detail) ?? ''
    throw new ConnectionFailure(
      answer.status >= 500 ? 'protocol' : 'credentials',
      `refresh token: HTTP ${answer.status} ${why}`.trim(),
    )
  }
  return { access, refresh: next, expiresAt: new Date(now().getTime() + (numberOf(expires_in) ?? 86_400) * 1_000) }
}
