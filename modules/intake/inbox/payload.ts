/** What a person may read of an event. */
import type { Observation } from '../../interactions/index.ts'
import { parseJson, readFields, textOf } from '../adapters/body.ts'

/** The body as readable text: JSON and forms laid out, anything else as it came. */
export function readablePayload(contentType: string, body: Buffer): string {
  const text = textOf(body)
  const value = parseJson(text) ?? (contentType.includes('form') ? readFields(contentType, body) : undefined)
  return value === undefined ? text : JSON.stringify(value, null, 2)
}

/** Numbers of seven digits and more keep their beginning and end; addresses keep their domain. */
export const maskPayload = (text: string): string =>
  text
    .replace(/[\w.+-]+@([\w-]+\.[\w.-]+)/g, '•••@$1')
    .replace(/(?<![\w-])\+?\d{7,15}(?![\w-])/g, (number) => `${number.slice(0, 4)}•••${number.slice(-2)}`)
    .replace(/("(?:contact_full_name|visitor_name|client_name|name|caller_name)"\s*:\s*")[^"]*/gi, '$1•••')

/** Facts as JSON for people: what was left out stays out. */
export const readableFacts = (observations: readonly Observation[]): string =>
  JSON.stringify(observations.length === 1 ? observations[0] : observations, null, 2)
