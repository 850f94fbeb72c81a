/**
 * UIS and CoMagic: Call API `start.employee_call`, JSON-RPC. It rings people by the id that UIS gave them, which Data API tells by
 * their extension or name of line. `virtual_phone_number` has to be given: it is what the client sees.
 */
import { request } from '../../../platform/outbound/request.ts'
import { isObject, parseJson } from '../adapters/body.ts'
import type { DialRefusal } from '../reasons.ts'
import { askExchange, failed, reasonIn } from './ask.ts'
import { type Asking, type Dialler, digitsOf, extensionFirst, type Placed, refused } from './dialler.ts'

const json = { 'content-type': 'application/json; charset=UTF-8' }

const byMnemonic: readonly (readonly [RegExp, DialRefusal])[] = [
  [/access_token|auth|ip_not_whitelisted|forbidden|permission|component/, 'credentials'],
  [/limit/, 'limit'],
  [/virtual_phone_number/, 'caller_id'],
  [/employee|sip/, 'line'],
  [/contact|phone/, 'number'],
]

/** The refusal in a JSON-RPC answer, or null where it is none. */
function errorIn(said: unknown): Placed | null {
  if (!isObject(said) || !isObject(said.error)) return null
  const { data } = said.error
  const mnemonic = isObject(data) ? `${String(data.mnemonic ?? '')} ${String(data.field ?? '')}` : ''
  const code = byMnemonic.find(([pattern]) => pattern.test(mnemonic))?.[1] ?? 'other'
  return refused(code, reasonIn(said.error) ?? mnemonic)
}

/** The employee's id at UIS, or why there is none. */
async function employeeOf(url: string, token: string, line: string, asking: Asking): Promise<number | Placed> {
  const params = { access_token: token, limit: 1000, fields: ['id', 'full_name', 'extension', 'phone_numbers'] }
  try {
    const { body } = await request(
      url,
      {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ jsonrpc: '2.0', id: 'employees', method: 'get.employees', params }),
      },
      { allowPrivate: asking.allowPrivate, signal: asking.signal, timeoutMs: asking.patienceMs ?? 15_000 },
    )
    const said = parseJson(body.toString('utf8'))
    const error = errorIn(said)
    if (error) return error
    const people = isObject(said) && isObject(said.result) && Array.isArray(said.result.data) ? said.result.data : []
    const found: unknown = people.find((one: unknown) => isObject(one) && isCalled(one, line))
    return isObject(found) && typeof found.id === 'number' ? found.id : refused('line', line)
  } catch (error) {
    // Only a question was asked: whatever became of it, nobody was called.
    const { kind, ...why } = failed(error, { token })
    return refused('unreachable', 'detail' in why ? why.detail : kind)
  }
}

function isCalled({ extension, full_name, phone_numbers }: Record<string, unknown>, line: string): boolean {
  const inner = isObject(extension) ? extension.extension_phone_number : undefined
  const numbers = Array.isArray(phone_numbers)
    ? phone_numbers.map((one: unknown) => (isObject(one) ? digitsOf(String(one.phone_number ?? '')) : ''))
    : []
  return String(inner ?? '') === line || full_name === line || (line.length > 6 && numbers.includes(digitsOf(line)))
}

export const createUisDialler = (
  bases: { readonly call: string; readonly data: string } = {
    call: 'https://callapi.uiscom.ru/v4.0',
    data: 'https://dataapi.uiscom.ru/v2.0',
  },
): Dialler => ({
  lineOf: (lines) => extensionFirst(lines) ?? lines[0] ?? null,
  async place({ secrets, settings }, { id, line, phone, callerId }, asking) {
    const token = secrets.token ?? ''
    const shown = digitsOf(callerId ?? String(settings.virtualNumber ?? ''))
    if (!token) return refused('not_set_up', 'token')
    if (!shown) return refused('not_set_up', 'virtual_phone_number')
    const employee = await employeeOf(bases.data, token, line, asking)
    if (typeof employee !== 'number') return employee
    const params = {
      ...{ access_token: token, first_call: 'employee', switch_at_once: true, virtual_phone_number: shown },
      ...{ external_id: id, direction: 'out', contact: digitsOf(phone), employee: { id: employee } },
    }
    const body = JSON.stringify({ jsonrpc: '2.0', id, method: 'start.employee_call', params })
    return askExchange(bases.call, { method: 'POST', headers: json, body }, asking, secrets, ({ said }) => {
      const error = errorIn(said)
      if (error) return error
      const data = isObject(said) && isObject(said.result) ? said.result.data : null
      const session = isObject(data) ? data.call_session_id : null
      return session === null || session === undefined
        ? { kind: 'unknown', detail: reasonIn(said) }
        : { kind: 'ringing', callId: String(session) }
    })
  },
})
