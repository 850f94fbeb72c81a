/** What a foreign system must be able to do to be heard. One file per system implements this; nothing else knows it. */
import type { Observation } from '../../interactions/index.ts'
import type { Reason } from '../reasons.ts'

/** Every name that is ours to give; `adapters` (index.ts) says which of them are built. */
export const providers = [
  'generic',
  'mango',
  'uis',
  'zadarma',
  'megafon',
  'beeline',
  'mts',
  'rostelecom',
  'ami',
  'imap',
  'telegram',
  'vk',
  'whatsapp',
  'avito',
  'max',
  'amocrm',
  'bitrix24',
] as const
export type Provider = (typeof providers)[number]

/** Where a connection stands in the catalogue. */
export const groups = ['telephony', 'site', 'mail', 'messengers', 'crm', 'other'] as const
export type Group = (typeof groups)[number]

/** A plain setting of a connection: shown in its form, checked when it is written (endpoints/settings.ts). */
export interface Field {
  readonly name: string
  /** `zone`: an IANA zone, the company's own where nothing is given. `names`: the sender's names for words of ours. */
  readonly kind: 'text' | 'number' | 'boolean' | 'url' | 'zone' | 'choice' | 'names'
  readonly required?: boolean
  readonly default?: string | number | boolean
  /** Whole numbers, both ends included. */
  readonly min?: number
  readonly max?: number
  readonly choices?: readonly string[]
  /** Of a `names` field: our words. */
  readonly words?: readonly string[]
}

/** `made`: we make it and show it once; otherwise it comes from the provider's cabinet. */
export interface Secret {
  readonly name: string
  readonly made: boolean
  readonly optional?: boolean
}

/** One request as it came, before anything of it is believed. */
export interface Delivery {
  readonly method: 'GET' | 'POST'
  /** What the provider appended to the address: `events/call`, or empty. */
  readonly topic: string
  readonly query: URLSearchParams
  /** Media type without parameters, lower case; empty where none was given. */
  readonly contentType: string
  readonly header: (name: string) => string | null
  readonly body: Buffer
}

/** What is kept of a delivery: enough to map it again in a year, and nothing secret. */
export interface Kept {
  readonly topic: string
  readonly contentType: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** A kept delivery with the moment at which it reached us. */
export interface StoredEvent extends Kept {
  readonly receivedAt: Date
}

export type Mapped =
  | { readonly kind: 'told'; readonly observations: readonly Observation[] }
  /** Matter for the handler of a higher module (inbox/handler.ts). `subject`: the identity that it tells of. */
  | { readonly kind: 'handed'; readonly subject?: string }
  /** Understood, and nothing that the record needs. */
  | { readonly kind: 'ignored'; readonly reason: Reason }
  | { readonly kind: 'failed'; readonly reason: Reason }

/** Values that a person types or copies from the provider's cabinet, by name. */
export type SecretValues = Readonly<Record<string, string>>
export type Settings = Readonly<Record<string, unknown>>

export type Trust = 'right' | 'missing' | 'wrong' | 'stale'

export interface Adapter {
  readonly provider: Provider
  readonly group: Group
  /** Media types that are understood; anything else is answered 415. Empty: the provider never calls us (`heardOnly`). */
  readonly accepts: readonly string[]
  readonly secrets: readonly Secret[]
  readonly fields: readonly Field[]
  /** Answers requests that carry no event: address checks, questions. Null where the request is an ordinary one. Nobody has been checked yet. */
  greet?(delivery: Delivery, secrets: SecretValues, settings: Settings): Response | null
  /** Who signed it. Compares in constant time. */
  trust(delivery: Delivery, secrets: SecretValues, now: Date): Trust
  /** What to keep: usually one event, several where one request carries a list. Never a secret. */
  keep(delivery: Delivery, secrets: SecretValues): readonly Kept[]
  /** What the provider wants to hear once its events are on disk; `{}` as JSON where left out. */
  thank?(delivery: Delivery): Response
  /** Pure: the same event and settings give the same facts, whenever it is asked. */
  map(event: StoredEvent, settings: Settings): Mapped
  /** The sender reads our answer and is told at once what is wrong with its events (they are kept all the same). */
  readonly explains?: boolean
  /** A signed request of the provider's own form about a test contact, for the "send a test event" button. */
  sample?(secrets: SecretValues, now: Date, settings: Settings): SampleRequest
}

/** The webhook's half of a provider that we ask and that never asks us. */
export const heardOnly = { accepts: [], trust: (): Trust => 'wrong', keep: (): readonly Kept[] => [] } as const

export interface SampleRequest {
  /** Identity of the test interaction. */
  readonly subject: string
  readonly topic: string
  /** What stands behind the `?` of the address. */
  readonly query?: Readonly<Record<string, string>>
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** Identities that begin so are our own test events: they are kept out of every figure. */
export const testPrefix = 'lidoskop-test-'

export const isTestId = (externalId: string): boolean => externalId.startsWith(testPrefix)
