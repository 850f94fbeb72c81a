/** Notifications of CRMs name deals; they are marked and read by the connection's listener. */
import { type Handler, type Handlers, readAmoHook, readBitrixEvent } from '../intake/index.ts'
import { askForDeals } from './store/due.ts'

const mark =
  (read: (body: Buffer) => readonly string[]): Handler =>
  async (tx, { workspaceId, endpointId, event, now }) => {
    await askForDeals(tx, { workspaceId, endpointId }, read(event.body), now)
  }

export const crmHandlers: Handlers = {
  amocrm: mark((body) => readAmoHook(body).leads),
  bitrix24: mark((body) => {
    const { deal } = readBitrixEvent(body)
    return deal ? [deal] : []
  }),
}
