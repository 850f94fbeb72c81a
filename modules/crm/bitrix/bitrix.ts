import { type Fields, fieldsOf, listOf, textOf, timeOf } from '../client/json.ts'
import {
  type Crm,
  CrmRefusal,
  type Cursor,
  type DealTold,
  type Directory,
  type Part,
  type StagePassed,
} from '../crm.ts'
import type { OwnNames } from '../own-fields.ts'
import type { BitrixClient, Commands } from './client.ts'
import { type BitrixContact, readContact, readDeal, readPassed, readProducts, readStages, readUser } from './read.ts'
import { type BitrixSendSettings, createLead, findLead } from './send.ts'

export interface BitrixSettings extends BitrixSendSettings {
  /** `https://company.bitrix24.ru`. */
  readonly portal: string
  readonly own: OwnNames
}

const perPage = 50
const overlapMs = 60_000

/** Bitrix24 behind the module's own interface. */
export function createBitrix(bitrix: BitrixClient, settings: BitrixSettings): Crm {
  const { portal, own } = settings

  /** All of a list that is read by offset: the short ones. */
  const whole = async (method: string, params: Fields, items: (result: unknown) => Fields[]): Promise<Fields[]> => {
    const found: Fields[] = []
    for (let start: number | null = 0; start !== null; ) {
      const { result, next } = await bitrix.call(method, { ...params, start })
      found.push(...items(result))
      start = next !== null && next > start ? next : null
    }
    return found
  }
  const whoOf = async (method: string, ids: readonly string[]): Promise<Map<string, BitrixContact>> => {
    const found = new Map<string, BitrixContact>()
    for (let at = 0; at < ids.length; at += perPage) {
      const filter = { '@ID': ids.slice(at, at + perPage) }
      const { result } = await bitrix.call(method, { filter, select: ['ID', 'PHONE', 'EMAIL'], start: -1 })
      for (const one of listOf(result)) found.set(textOf(one.ID) ?? '', readContact(one))
    }
    return found
  }
  const idsOf = (deals: readonly Fields[], field: string): string[] => [
    ...new Set(deals.flatMap((deal) => textOf(deal[field]) ?? []).filter((id) => id !== '0')),
  ]
  const told = async (deals: readonly Fields[]): Promise<DealTold[]> => {
    if (deals.length === 0) return []
    const contacts = await whoOf('crm.contact.list', idsOf(deals, 'CONTACT_ID'))
    const companies = await whoOf(
      'crm.company.list',
      idsOf(
        deals.filter(({ CONTACT_ID }) => !Number(CONTACT_ID)),
        'COMPANY_ID',
      ),
    )
    const commands: Commands = Object.fromEntries(
      deals.map(({ ID }) => [`p${textOf(ID)}`, ['crm.deal.productrows.get', { id: textOf(ID) }] as const]),
    )
    const goods = await bitrix.batch(commands)
    return deals.flatMap((deal) => {
      const answer = goods[`p${textOf(deal.ID)}`]
      const products =
        answer && 'result' in answer ? readProducts(answer.result, textOf(deal.CURRENCY_ID) ?? 'RUB') : null
      const contact = contacts.get(textOf(deal.CONTACT_ID) ?? '') ?? companies.get(textOf(deal.COMPANY_ID) ?? '')
      return readDeal(deal, { portal, own, contact, products }) ?? []
    })
  }

  return {
    system: 'bitrix24',
    account: new URL(portal).host,
    async readDirectory(): Promise<Directory> {
      const categories = await whole('crm.category.list', { entityTypeId: 2 }, (result) =>
        listOf(fieldsOf(result).categories),
      )
      const names = new Map(categories.map(({ id, name }) => [textOf(id) ?? '', textOf(name) ?? '']))
      const statuses = await whole('crm.status.list', { order: { SORT: 'ASC' } }, listOf)
      const currencies = await bitrix.call('crm.currency.list')
      const base = listOf(currencies.result).find(({ BASE }) => BASE === 'Y')
      return {
        currency: textOf(base?.CURRENCY) ?? 'RUB',
        stages: readStages(statuses, names),
        users: await users(),
      }
    },
    async *changed(cursor, since): AsyncGenerator<Part<DealTold>> {
      const was = fieldsOf(cursor)
      const unfinished = textOf(was.from)
      const from = unfinished ?? fromOf(cursor, since)
      let last = unfinished ? (textOf(was.last) ?? '0') : '0'
      let began = unfinished ? textOf(was.began) : null
      for (;;) {
        // By id within the window: pages by offset shift while deals change under them.
        const { result, at } = await bitrix.call('crm.deal.list', {
          filter: { '>=DATE_MODIFY': from, '>ID': last },
          order: { ID: 'ASC' },
          select: ['*', 'UF_*'],
          start: -1,
        })
        began ??= at
        const deals = listOf(result)
        last = textOf(deals.at(-1)?.ID) ?? last
        if (deals.length > 0) yield { items: await told(deals), cursor: { from, last, began } }
        if (deals.length < perPage) break
      }
      // The portal's own clock: what changed while pages were read is found the next time.
      yield { items: [], cursor: { until: began } }
    },
    async byIds(ids) {
      const { result } = await bitrix.call('crm.deal.list', {
        filter: { '@ID': ids },
        select: ['*', 'UF_*'],
        start: -1,
      })
      const wanted = new Set(ids)
      return told(listOf(result).filter(({ ID }) => wanted.has(textOf(ID) ?? '')))
    },
    async *passed(cursor, since): AsyncGenerator<Part<StagePassed>> {
      const { id } = fieldsOf(cursor)
      let last = typeof id === 'number' ? id : 0
      for (;;) {
        const { result } = await bitrix.call('crm.stagehistory.list', {
          entityTypeId: 2,
          order: { ID: 'ASC' },
          filter: { '>ID': last, ...(last === 0 && { '>=CREATED_TIME': since.toISOString() }) },
          start: -1,
        })
        const items = listOf(fieldsOf(result).items).flatMap((item) => readPassed(item) ?? [])
        last = Math.max(last, ...items.map((item) => item.id))
        yield { items, cursor: { id: last } }
        if (items.length < perPage) break
      }
    },
    create: (lead) => createLead(bitrix, settings, lead),
    find: (lead) => findLead(bitrix, settings, lead),
  }

  /** Without the right to read users deals come all the same; who answers for them is then a number. */
  async function users() {
    try {
      return (await whole('user.get', {}, listOf)).flatMap(readUser)
    } catch (error) {
      if (error instanceof CrmRefusal || /insufficient_scope|ACCESS_DENIED/i.test(String(error))) return []
      throw error
    }
  }
}

function fromOf(cursor: Cursor, since: Date): string {
  const until = timeOf(fieldsOf(cursor).until)
  return (until ? new Date(until.getTime() - overlapMs) : since).toISOString()
}
