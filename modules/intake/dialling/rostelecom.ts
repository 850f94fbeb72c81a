/** Rostelecom's cloud PBX: `POST /call_back`, signed as its events are: sha256(client id + body + key). `result` is a number or a text. */
import { createHash } from 'node:crypto'
import { isObject } from '../adapters/body.ts'
import { askExchange, reasonIn } from './ask.ts'
import { type Dialler, digitsOf, extensionFirst, refused } from './dialler.ts'

export const createRostelecomDialler = (base = 'https://api.cloudpbx.rt.ru'): Dialler => ({
  lineOf: (lines) => lines.find((line) => /^\d{1,6}$/.test(line)) ?? extensionFirst(lines),
  place({ secrets, settings }, { line, phone }, asking) {
    const { clientId = '', signKey = '' } = secrets
    const domain = String(settings.domain ?? '')
    if (!domain) return Promise.resolve(refused('not_set_up', 'domain'))
    const body = JSON.stringify({ request_number: `+${digitsOf(phone)}`, from_pin: line, domain })
    const sign = createHash('sha256').update(`${clientId}${body}${signKey}`).digest('hex')
    return askExchange(
      `${base}/call_back`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-client-id': clientId, 'x-client-sign': sign },
        body,
      },
      asking,
      secrets,
      ({ said }) => {
        if (!isObject(said) || said.result === undefined) return { kind: 'unknown', detail: reasonIn(said) }
        return String(said.result) === '0'
          ? { kind: 'ringing', callId: said.session_id ? String(said.session_id) : null }
          : refused('other', reasonIn(said) ?? `result ${String(said.result)}`)
      },
    )
  },
})
