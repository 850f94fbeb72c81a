/** Why an event did not become part of the record. Codes are stable: screens and other programs translate them. */
export const reasonCodes = [
  'malformed_json',
  'malformed_form',
  'malformed_xml',
  'not_an_object',
  'unknown_event',
  'missing_field',
  'wrong_field',
  'wrong_time',
  'absurd_time',
  'negative_duration',
  'absurd_duration',
  'too_long',
  'no_adapter',
  'record_failed',
  'no_matter',
  'auto_reply',
  'bounce',
  'newsletter',
  'spam',
  'colleagues',
  'group_chat',
] as const
export type ReasonCode = (typeof reasonCodes)[number]

export interface Reason {
  readonly code: ReasonCode
  /** The field, value or error it is about, as the sender would recognise it. */
  readonly detail?: string
}

/** Why a request was turned away before it was kept. */
export const refusals = [
  'signature_missing',
  'signature_wrong',
  'signature_stale',
  'unsupported_type',
  'too_large',
  'paused',
] as const
export type Refusal = (typeof refusals)[number]

/** How a connection fares that we go to ourselves. */
export const listeningStates = ['connecting', 'ok', 'failing', 'off'] as const
export type ListeningState = (typeof listeningStates)[number]

/** Why such a connection does not work. */
export const failureCodes = [
  'unreachable',
  'timeout',
  'certificate',
  'credentials',
  'forbidden_address',
  'no_public_address',
  'rate_limited',
  'protocol',
  'ended',
  'locked_secret',
  'other',
] as const
export type FailureCode = (typeof failureCodes)[number]

/** Why an exchange did not place a call that it was asked for. */
export type DialRefusal =
  | 'unreachable'
  | 'credentials'
  | 'not_set_up'
  | 'line'
  | 'number'
  | 'caller_id'
  | 'limit'
  | 'other'
