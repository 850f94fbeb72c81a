/**
 * Rostelecom's cloud PBX, `POST /get_record`: answered by an address that serves the file once, to one IP address alone, which has to be
 * named (`ip_adress`, as the provider writes it).
 */
import { request } from '../../../platform/outbound/request.ts'
import { rostelecomBase, rostelecomRequest } from '../../intake/index.ts'
import { readJson } from './json.ts'
import { type KeyedRecordings, nameAfter, ofStatus } from './keyed.ts'

export const createRostelecomRecordings = (base = rostelecomBase): KeyedRecordings => ({
  provider: 'rostelecom',
  isKeyed: (url) => nameAfter('rostelecom', url) !== null,
  nameOf: (url) => nameAfter('rostelecom', url),
  hasKeys: ({ settings }) => !!settings.serverAddress,
  async ask(name, { secrets, settings }, limits) {
    const asked = rostelecomRequest(secrets, { session_id: name, ip_adress: String(settings.serverAddress) })
    const answer = await request(`${base}/get_record`, asked, limits)
    const { result, resultMessage, url } = readJson(answer.body)
    if (result === undefined) return ofStatus({ ...answer, status: answer.status === 200 ? 502 : answer.status })
    if (String(result) === '0' && typeof url === 'string' && url) return { kind: 'lent', url }
    return {
      kind: 'later',
      reason: 'not_ready',
      detail: String(resultMessage ?? `result ${String(result)}`).slice(0, 200),
    }
  },
})
