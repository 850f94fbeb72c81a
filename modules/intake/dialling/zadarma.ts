/** Zadarma: `GET /v1/request/callback/`. */
import { isObject } from '../adapters/body.ts'
import { zadarmaBase, zadarmaRequest } from '../asking/zadarma.ts'
import { askExchange, reasonIn } from './ask.ts'
import { type Dialler, digitsOf, extensionFirst, refused } from './dialler.ts'

const path = '/v1/request/callback/'

export const createZadarmaDialler = (base = zadarmaBase): Dialler => ({
  lineOf: extensionFirst,
  place({ secrets }, { line, phone, callerId }, asking) {
    if (!secrets.key) return Promise.resolve(refused('not_set_up', 'key'))
    // `sip`: whose outgoing number the client sees, where one is to be chosen.
    const { target, asked } = zadarmaRequest(secrets, path, {
      from: digitsOf(line),
      ...(callerId && { sip: digitsOf(callerId) }),
      to: digitsOf(phone),
    })
    return askExchange(`${base}${target}`, asked, asking, secrets, ({ said }) => {
      if (isObject(said) && said.status === 'success') return { kind: 'ringing', callId: null }
      return isObject(said) && said.status === 'error'
        ? refused(/authori[sz]/i.test(String(said.message)) ? 'credentials' : 'other', reasonIn(said))
        : { kind: 'unknown', detail: reasonIn(said) }
    })
  },
})
