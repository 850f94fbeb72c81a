import { createHash } from 'node:crypto'
import type { OutboundRequest } from '../../../platform/outbound/request.ts'
import type { SecretValues } from '../adapters/adapter.ts'

export const rostelecomBase = 'https://api.cloudpbx.rt.ru'

/** A question to Rostelecom's exchange: JSON, signed as its own events are, sha256(client id + body + key). */
export function rostelecomRequest({ clientId = '', signKey = '' }: SecretValues, asked: object): OutboundRequest {
  const body = JSON.stringify(asked)
  const sign = createHash('sha256').update(`${clientId}${body}${signKey}`).digest('hex')
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-client-id': clientId, 'x-client-sign': sign },
    body,
  }
}
