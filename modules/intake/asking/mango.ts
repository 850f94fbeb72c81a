import { createHash } from 'node:crypto'
import type { OutboundRequest } from '../../../platform/outbound/request.ts'
import type { SecretValues } from '../adapters/adapter.ts'

export const mangoBase = 'https://app.mango-office.ru'

/** A question to Mango Office: a form with the key, the JSON, and sha256(key + json + salt), which proves who asks. */
export function mangoRequest({ apiKey = '', salt = '' }: SecretValues, asked: object): OutboundRequest {
  const json = JSON.stringify(asked)
  const sign = createHash('sha256').update(`${apiKey}${json}${salt}`).digest('hex')
  return {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ vpbx_api_key: apiKey, sign, json }).toString(),
  }
}
