/** What adapters of messengers share. What events mean is read in `modules/messaging`, which takes what is handed here. */
import { sameText } from '../../../platform/secrets/signature.ts'
import type { Field, Mapped, StoredEvent, Trust } from './adapter.ts'
import { isObject, parseJson, textOf } from './body.ts'

/** Settings of every messenger. */
export const messengerFields: readonly Field[] = [
  { name: 'reopenDays', kind: 'number', min: 1, max: 365, default: 7 },
  { name: 'source', kind: 'text', max: 100 },
  { name: 'responsible', kind: 'text', max: 200 },
  { name: 'apiUrl', kind: 'url', max: 300 },
]

/** A secret that comes as it is. Compared in constant time; where none is set here nothing is right. */
export function trustSecret(given: string | null | undefined, secret: string | undefined): Trust {
  if (!given) return 'missing'
  return secret && sameText(given, secret) ? 'right' : 'wrong'
}

/** Decides by the event's fields; an event that can't be read is kept with the reason. */
export function mapJson(event: StoredEvent, decide: (said: Readonly<Record<string, unknown>>) => Mapped): Mapped {
  const said = parseJson(textOf(event.body))
  if (said === undefined) return { kind: 'failed', reason: { code: 'malformed_json' } }
  if (!isObject(said)) return { kind: 'failed', reason: { code: 'not_an_object' } }
  return decide(said)
}

export const missingField = (detail: string): Mapped => ({ kind: 'failed', reason: { code: 'missing_field', detail } })
export const wrongField = (detail: string): Mapped => ({ kind: 'failed', reason: { code: 'wrong_field', detail } })
export const noMatter = (detail: string): Mapped => ({ kind: 'ignored', reason: { code: 'no_matter', detail } })
export const groupChat = (detail: string): Mapped => ({ kind: 'ignored', reason: { code: 'group_chat', detail } })

/** A Unix time that can be one: seconds or milliseconds, as a number or text. */
export const isMoment = (value: unknown): boolean =>
  Number.isFinite(Number(value)) && Number(value) > 0 && value !== null && value !== true
