/**
 * MegaFon's cloud PBX, and the same exchange of Gravitel, Dom.ru and West Call. An address that ends in `.wcgp` is the CRM API with
 * `cmd=makeCall`; any other is the newer one, `POST <address>/makecall` with the key in a header. The colleague is named by
 * their login, or by their extension where no login is known.
 */
import { isObject } from '../adapters/body.ts'
import { askExchange, type ExchangeAnswer, reasonIn } from './ask.ts'
import { type Dialler, digitsOf, extensionFirst, type Placed, refused } from './dialler.ts'

const form = { 'content-type': 'application/x-www-form-urlencoded' }

function read({ status, said }: ExchangeAnswer): Placed {
  if (status >= 400 || (isObject(said) && typeof said.error === 'string')) {
    const reason = reasonIn(said) ?? `HTTP ${status}`
    return refused(/user/i.test(reason) ? 'line' : /phone/i.test(reason) ? 'number' : 'other', reason)
  }
  const callId = isObject(said) ? (said.callid ?? said.uuid) : said
  return { kind: 'ringing', callId: callId ? String(callId) : null }
}

export const createMegafonDialler = (): Dialler => ({
  lineOf: (lines) => lines.find((line) => /^[a-z][\w.-]*$/i.test(line)) ?? extensionFirst(lines),
  place({ secrets, settings }, { line, phone, callerId }, asking) {
    const address = String(settings.vatsAddress ?? '').replace(/\/+$/, '')
    const token = secrets.token ?? ''
    if (!address || !token) return Promise.resolve(refused('not_set_up', address ? 'token' : 'vatsAddress'))
    const number = digitsOf(phone)
    const shown: Record<string, string> = callerId ? { clid: digitsOf(callerId) } : {}
    const asked = /\.wcgp$/i.test(address)
      ? {
          url: address,
          headers: form,
          body: new URLSearchParams({ cmd: 'makeCall', phone: number, user: line, token, ...shown }).toString(),
        }
      : {
          url: /\/makecall$/i.test(address) ? address : `${address}/makecall`,
          headers: { 'content-type': 'application/json', 'x-api-key': token },
          body: JSON.stringify({ user: line, phone: number, ...shown }),
        }
    const { url, ...sent } = asked
    return askExchange(url, { method: 'POST', ...sent }, asking, secrets, read)
  },
})
