/**
 * Mango Office, VPBX API: `POST /vpbx/commands/callback`, a form signed by sha256(key + json + salt). `result` 1000 says that the
 * command was taken; what became of the call comes as events.
 */
import { isObject } from '../adapters/body.ts'
import { mangoBase, mangoRequest } from '../asking/mango.ts'
import type { DialRefusal } from '../reasons.ts'
import { askExchange, reasonIn } from './ask.ts'
import { type Dialler, digitsOf, extensionFirst, refused } from './dialler.ts'

/** The groups of the API's table of results that a person can do something about. */
function codeOf(result: number): DialRefusal {
  if (result >= 3100 && result < 3200) return result === 3105 ? 'caller_id' : 'other'
  if (result >= 3300 && result < 3400) return 'line'
  if (result >= 4100 && result < 4200) return 'line'
  if (result >= 2100 && result < 2200) return 'limit'
  return result === 2000 ? 'limit' : 'other'
}

export const createMangoDialler = (base = mangoBase): Dialler => ({
  lineOf: extensionFirst,
  place({ secrets }, { id, line, phone, callerId }, asking) {
    const inner = /^\d{1,6}$/.test(line)
    const asked = mangoRequest(secrets, {
      command_id: id,
      // The extension pays for the call and names the colleague; without one the telephone's number alone is rung.
      from: inner ? { extension: line } : { extension: '', number: digitsOf(line) },
      to_number: digitsOf(phone),
      ...(callerId && { line_number: digitsOf(callerId) }),
    })
    return askExchange(`${base}/vpbx/commands/callback`, asked, asking, secrets, ({ status, said }) => {
      const result = isObject(said) ? Number(said.result ?? Number.NaN) : Number.NaN
      // Some answers carry no result at all: the command was taken then, as its status says.
      if (result === 1000 || (status < 300 && Number.isNaN(result))) return { kind: 'ringing', callId: null }
      return refused(Number.isNaN(result) ? 'other' : codeOf(result), reasonIn(said) ?? `result ${result}`)
    })
  },
})
