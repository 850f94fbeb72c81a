import type { Language } from '../../../kernel/problem-texts.ts'
import type { Facts } from '../../../platform/notices/notice.ts'
import { PrivateAddressError } from '../../../platform/outbound/addresses.ts'
import { type Answered, type OutboundRequest, request } from '../../../platform/outbound/request.ts'
import type { Wording } from '../catalogue.ts'
import type { Attempt } from '../rules.ts'
import type { Said } from '../store/messages.ts'

/** One notice as it is told. */
export interface Item extends Wording {
  readonly id: string
  readonly type: string
  readonly at: Date
  readonly interactionId: string | null
  readonly facts: Facts
  /** Where it is seen. */
  readonly url: string
}

/** A message: one notice, or several that leave together. */
export interface Telling {
  /** The same at every attempt. */
  readonly id: string
  readonly language: Language
  readonly company: string
  readonly workspaceId: string
  readonly items: readonly Item[]
}

/** What came of an attempt. */
export interface Result {
  readonly attempt: Attempt
  readonly said: Said
  /** Nobody will ever listen there again: the channel is switched off. */
  readonly gone?: boolean
  /** The chat has another id from now on. */
  readonly chat?: string
}

/** What a company entered of a channel. */
export interface ChannelTarget {
  readonly settings: Readonly<Record<string, string>>
  readonly secrets: Readonly<Record<string, string>>
}

/** A way out of the house. Sends once and tells how it went; never throws. */
export interface Channel<Target = ChannelTarget> {
  /** The receiver recognises the same message sent twice, so what is in doubt is sent again. */
  readonly repeatable: boolean
  send(target: Target, telling: Telling): Promise<Result>
}

/** Asks an address within the installation's rules. */
export type Ask = (url: string, asked: OutboundRequest) => Promise<Answered>

export const createAsk =
  (allowPrivate: boolean): Ask =>
  (url, asked) =>
    request(url, asked, { allowPrivate, maxBytes: 64_000 })

/** Failures in which nothing had left yet. */
const neverLeft = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/** What a connection that failed means. */
export function failed(error: unknown): Result {
  const { code, message } = error as { code?: string; message?: string }
  const said = { status: null, answer: message || code || String(error) }
  if (error instanceof PrivateAddressError || error instanceof TypeError) return { attempt: { kind: 'never' }, said }
  return { attempt: { kind: neverLeft.has(code ?? '') ? 'again' : 'unsure' }, said }
}

export const saidBy = ({ status, body }: Answered): Said => ({ status, answer: body.toString('utf8').slice(0, 500) })

/** Milliseconds of a header `Retry-After` in seconds. */
export const retryAfterMs = ({ headers }: Answered): { afterMs?: number } => {
  const seconds = Number(headers['retry-after'])
  return Number.isFinite(seconds) && seconds > 0 ? { afterMs: seconds * 1000 } : {}
}

/** A line above several. */
export const heading = ({ items, company, language }: Telling): string =>
  items.length === 1
    ? company
    : language === 'ru'
      ? `${company}: новостей ${items.length}`
      : `${company}: ${items.length} pieces of news`

/** Slack (docs.slack.dev/messaging/formatting-message-text), Telegram (core.telegram.org/bots/api#html-style) and HTML escape these. */
export const escapeMarkup = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
