/** Zadarma, `GET /v1/pbx/record/request/`: answered by an address that serves the file for half an hour. */
import { request } from '../../../platform/outbound/request.ts'
import { zadarmaBase, zadarmaRequest } from '../../intake/index.ts'
import { readJson } from './json.ts'
import { type KeyedRecordings, nameAfter, ofStatus } from './keyed.ts'

export const createZadarmaRecordings = (base = zadarmaBase): KeyedRecordings => ({
  provider: 'zadarma',
  isKeyed: (url) => nameAfter('zadarma', url) !== null,
  nameOf: (url) => nameAfter('zadarma', url),
  hasKeys: ({ secrets }) => !!secrets.key,
  async ask(name, { secrets }, limits) {
    const { target, asked } = zadarmaRequest(secrets, '/v1/pbx/record/request/', { call_id: name })
    const answer = await request(base + target, asked, limits)
    const said = readJson(answer.body)
    if (said.status === 'success' && typeof said.link === 'string') return { kind: 'lent', url: said.link }
    if (typeof said.message !== 'string')
      return ofStatus({ ...answer, status: answer.status === 200 ? 502 : answer.status })
    const reason = answer.status === 401 || /authori[sz]/i.test(said.message) ? 'keys_refused' : 'not_ready'
    return { kind: 'later', reason, detail: said.message.slice(0, 200) }
  },
})
