import { type Fields, fieldsOf, textOf, timeOf } from '../client/json.ts'
import type { Crm, Cursor, DealTold, Directory, Part, StagePassed, UserTold } from '../crm.ts'
import type { OwnNames } from '../own-fields.ts'
import type { AmoClient, Params } from './client.ts'
import { createGoods } from './goods.ts'
import {
  type AmoContact,
  embedded,
  hasNext,
  mainContact,
  readContact,
  readEvents,
  readLead,
  readLeads,
  readPassed,
  readStages,
  readUsers,
} from './read.ts'
import { type AmoSendSettings, createLead, findLead } from './send.ts'

export interface AmoSettings extends AmoSendSettings {
  readonly address: string
  readonly own: OwnNames
}

const perPage = 250
/** Pages shift while rows change, and a second holds many of them. */
const overlapSeconds = 60
const mostPages = 4_000
const inOneAsk = 50

const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1_000)
const fromOf = (cursor: Cursor, since: Date): number => {
  const { until } = fieldsOf(cursor)
  return typeof until === 'number' ? until - overlapSeconds : secondsOf(since)
}

/** amoCRM behind the module's own interface. */
export function createAmo(amo: AmoClient, settings: AmoSettings): Crm {
  const { address, own } = settings
  const goodsOfLead = createGoods(amo)
  let currency = 'RUB'

  /**
   * Objects of `path` by their ids. An account without the filter API answers with whatever objects it has: those that are missed
   * then are asked for one by one, so that nothing is taken for removed which is there.
   */
  const byId = async (
    path: string,
    name: string,
    ids: readonly string[],
    params: Params = {},
  ): Promise<Map<string, Fields>> => {
    const found = new Map<string, Fields>()
    const wanted = new Set(ids)
    const keep = (object: Fields): void => {
      const id = textOf(object.id)
      if (id && wanted.has(id) && object.is_deleted !== true) found.set(id, object)
    }
    for (let at = 0; at < ids.length; at += inOneAsk) {
      const asked = ids.slice(at, at + inOneAsk).map((id, place) => [`filter[id][${place}]`, id] as const)
      const body = await amo.get(path, { ...params, limit: perPage, ...Object.fromEntries(asked) })
      for (const object of embedded(body, name)) keep(object)
    }
    for (const id of ids) if (!found.has(id)) keep(fieldsOf(await amo.get(`${path}/${encodeURIComponent(id)}`, params)))
    return found
  }
  const contactsOf = async (leads: readonly Fields[]): Promise<Map<string, AmoContact>> => {
    const ids = [...new Set(leads.flatMap((lead) => mainContact(lead) ?? []))]
    const contacts = await byId('/api/v4/contacts', 'contacts', ids)
    return new Map([...contacts].map(([id, contact]) => [id, readContact(contact)]))
  }
  const told = async (leads: readonly Fields[]): Promise<DealTold[]> => {
    const contacts = await contactsOf(leads)
    const deals: DealTold[] = []
    for (const lead of leads) {
      const contact = contacts.get(mainContact(lead) ?? '')
      const products = await goodsOfLead(lead, currency)
      const deal = readLead(lead, { address, currency, own, contact, products })
      if (deal) deals.push(deal)
    }
    return deals
  }

  return {
    system: 'amocrm',
    account: new URL(address).host,
    async readDirectory(): Promise<Directory> {
      const account = fieldsOf(await amo.get('/api/v4/account'))
      currency = textOf(account.currency)?.toUpperCase() ?? currency
      const stages = readStages(await amo.get('/api/v4/leads/pipelines'))
      const users: UserTold[] = []
      for (let page = 1; page <= mostPages; page++) {
        const body = await amo.get('/api/v4/users', { limit: perPage, page })
        users.push(...readUsers(body))
        if (!hasNext(body)) break
      }
      return { currency, stages, users }
    },
    async *changed(cursor, since): AsyncGenerator<Part<DealTold>> {
      for await (const { leads, until } of changedLeads(amo, fromOf(cursor, since))) {
        yield { items: await told(leads), cursor: until === null ? null : { until } }
      }
    },
    byIds: async (ids) => told([...(await byId('/api/v4/leads', 'leads', ids, withParts)).values()]),
    async *passed(cursor, since): AsyncGenerator<Part<StagePassed>> {
      const from = fromOf(cursor, since)
      let until = from
      // The log comes newest first, so how far it was read is known only at its end.
      for (let page = 1; page <= mostPages; page++) {
        const body = await amo.get('/api/v4/events', {
          'filter[type]': 'lead_status_changed',
          'filter[created_at][from]': from,
          limit: 100,
          page,
        })
        const passed = readEvents(body).flatMap((event) => readPassed(event) ?? [])
        const fresh = passed.filter(({ at }) => secondsOf(at) >= from)
        until = Math.max(until, ...fresh.map(({ at }) => secondsOf(at)))
        yield { items: fresh, cursor: null }
        if (!hasNext(body) || fresh.length < passed.length) break
      }
      yield { items: [], cursor: { until } }
    },
    create: (lead) => createLead(amo, settings, lead),
    find: (lead) => findLead(amo, address, lead),
  }
}

const withParts = { with: 'contacts,loss_reason,catalog_elements,source_id' }

/**
 * Leads that changed since `from` (unix seconds), oldest change first. An account without the filter API leaves the filter out
 * and says nothing, which older leads on the page betray: then they are asked for newest first, and we stop by ourselves.
 */
async function* changedLeads(
  amo: AmoClient,
  from: number,
): AsyncGenerator<{ readonly leads: readonly Fields[]; readonly until: number | null }> {
  let until = from
  let order: 'asc' | 'desc' = 'asc'
  for (let page = 1; page <= mostPages; page++) {
    const body = await amo.get('/api/v4/leads', {
      ...withParts,
      limit: perPage,
      page,
      'filter[updated_at][from]': from,
      'order[updated_at]': order,
    })
    const leads = readLeads(body).filter(({ is_deleted }) => is_deleted !== true)
    const times = leads.map((lead) => secondsOf(timeOf(lead.updated_at) ?? new Date(0)))
    if (order === 'asc' && times.some((time) => time < from)) {
      order = 'desc'
      page = 0
      continue
    }
    const fresh = leads.filter((_, place) => (times[place] ?? 0) >= from)
    const ordered =
      times.every((time, place) => place === 0 || (times[place - 1] ?? 0) <= time) &&
      (times[0] ?? until) >= until - overlapSeconds
    until = Math.max(until, ...times)
    yield { leads: fresh, until: order === 'asc' && ordered ? until : null }
    const descending = times.every((time, place) => place === 0 || (times[place - 1] ?? 0) >= time)
    if (!hasNext(body) || (order === 'desc' && descending && fresh.length < leads.length)) break
  }
  yield { leads: [], until }
}
