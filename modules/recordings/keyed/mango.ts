/**
 * Mango Office, `POST /vpbx/queries/recording/post`: answered by a redirect to an address that serves the file once. The other way, a
 * signed link, is switched off in cabinets unless somebody switches it on, and would stand in logs.
 */
import { request } from '../../../platform/outbound/request.ts'
import { mangoBase, mangoRequest } from '../../intake/index.ts'
import { type KeyedRecordings, ofStatus } from './keyed.ts'

const address = /^https:\/\/app\.mango-office\.ru\/vpbx\/queries\/recording\/issa\/([^/]+)\/play$/

const idIn = (url: string): string | null => {
  const id = address.exec(url)?.[1]
  return id ? decodeURIComponent(id) : null
}

export const createMangoRecordings = (base = mangoBase): KeyedRecordings => ({
  provider: 'mango',
  isKeyed: (url) => idIn(url) !== null,
  nameOf: idIn,
  hasKeys: ({ secrets }) => !!secrets.apiKey && !!secrets.salt,
  async ask(name, { secrets }, limits) {
    const asked = mangoRequest(secrets, { recording_id: name, action: 'download' })
    return ofStatus(await request(`${base}/vpbx/queries/recording/post`, asked, limits))
  },
})
