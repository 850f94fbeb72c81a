/** Beeline “Cloud PBX”: `POST /abonents/{pattern}/call?phoneNumber=…`; the pattern is the person's extension, number or id. */
import { isObject } from '../adapters/body.ts'
import { askExchange, reasonIn } from './ask.ts'
import { type Dialler, digitsOf, extensionFirst, refused } from './dialler.ts'

export const createBeelineDialler = (base = 'https://cloudpbx.beeline.ru/apis/portal'): Dialler => ({
  lineOf: (lines) => extensionFirst(lines) ?? lines.find((line) => line.includes('@')) ?? null,
  place({ secrets }, { line, phone }, asking) {
    // A person's own number is written there with its ten digits; `extension` is what it is.
    const pattern = /^\+?[78]\d{10}$/.test(line) ? line.slice(-10) : line
    return askExchange(
      `${base}/abonents/${encodeURIComponent(pattern)}/call?${new URLSearchParams({ phoneNumber: digitsOf(phone) })}`,
      { method: 'POST', headers: { 'x-mpbx-api-auth-token': secrets.token ?? '' } },
      asking,
      secrets,
      ({ status, said }) => {
        if (status >= 400 || (isObject(said) && 'errorCode' in said)) {
          const code = isObject(said) ? String(said.errorCode ?? '') : ''
          return refused(/abonent|user|subscriber/i.test(code) ? 'line' : 'other', reasonIn(said) ?? `HTTP ${status}`)
        }
        // The answer is the call's id as a bare text, or empty.
        return { kind: 'ringing', callId: typeof said === 'string' && said ? said.replaceAll('"', '') : null }
      },
    )
  },
})
