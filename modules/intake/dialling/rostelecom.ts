/** Rostelecom's cloud PBX: `POST /call_back`. `result` is a number or a text. */
import { isObject } from '../adapters/body.ts'
import { rostelecomBase, rostelecomRequest } from '../asking/rostelecom.ts'
import { askExchange, reasonIn } from './ask.ts'
import { type Dialler, digitsOf, extensionFirst, refused } from './dialler.ts'

export const createRostelecomDialler = (base = rostelecomBase): Dialler => ({
  lineOf: (lines) => lines.find((line) => /^\d{1,6}$/.test(line)) ?? extensionFirst(lines),
  place({ secrets, settings }, { line, phone }, asking) {
    const domain = String(settings.domain ?? '')
    if (!domain) return Promise.resolve(refused('not_set_up', 'domain'))
    const asked = rostelecomRequest(secrets, { request_number: `+${digitsOf(phone)}`, from_pin: line, domain })
    return askExchange(`${base}/call_back`, asked, asking, secrets, ({ said }) => {
      if (!isObject(said) || said.result === undefined) return { kind: 'unknown', detail: reasonIn(said) }
      return String(said.result) === '0'
        ? { kind: 'ringing', callId: said.session_id ? String(said.session_id) : null }
        : refused('other', reasonIn(said) ?? `result ${String(said.result)}`)
    })
  },
})
