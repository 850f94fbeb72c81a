/** Beeline's cloud PBX, `GET /v2/records/{id}/download`: the sound itself, or JSON with an `errorCode` while it is not made. */
import { request } from '../../../platform/outbound/request.ts'
import { readJson } from './json.ts'
import { type KeyedRecordings, nameAfter, ofStatus } from './keyed.ts'

export const createBeelineRecordings = (base = 'https://cloudpbx.beeline.ru/apis/portal'): KeyedRecordings => ({
  provider: 'beeline',
  isKeyed: (url) => nameAfter('beeline', url) !== null,
  nameOf: (url) => nameAfter('beeline', url),
  hasKeys: ({ secrets }) => !!secrets.token,
  async ask(name, { secrets }, limits) {
    const headers = { 'x-mpbx-api-auth-token': secrets.token ?? '' }
    const answer = await request(`${base}/v2/records/${encodeURIComponent(name)}/download`, { headers }, limits)
    const { errorCode } = answer.body[0] === 0x7b ? readJson(answer.body) : {}
    if (answer.status !== 200 || errorCode === undefined) return ofStatus(answer)
    return { kind: 'later', reason: 'not_ready', detail: String(errorCode).slice(0, 200) }
  },
})
