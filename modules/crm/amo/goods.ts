import { LRUCache } from 'lru-cache'
import type { DealProduct } from '../../deals/index.ts'
import { type Fields, fieldsOf, minorOf, textOf } from '../client/json.ts'
import type { AmoClient } from './client.ts'
import { customFields, goodsOf } from './read.ts'

interface Element {
  readonly name: string
  readonly price: string | null
}

/** What goods are called and cost is asked once an hour: many deals hold the same. */
export function createGoods(amo: AmoClient) {
  const known = new LRUCache<string, Element>({ max: 5_000, ttl: 3_600_000 })
  const read = async (catalogId: string, elementId: string): Promise<Element> => {
    const path = `/api/v4/catalogs/${encodeURIComponent(catalogId)}/elements/${encodeURIComponent(elementId)}`
    const found = known.get(path)
    if (found) return found
    const body = fieldsOf(await amo.get(path))
    const element = { name: textOf(body.name) ?? `№ ${elementId}`, price: customFields(body)('PRICE') }
    known.set(path, element)
    return element
  }
  return async (lead: Fields, currency: string): Promise<DealProduct[]> => {
    const products: DealProduct[] = []
    for (const { catalogId, elementId, quantity } of goodsOf(lead)) {
      const { name, price } = await read(catalogId, elementId)
      products.push({ externalId: elementId, name, price: minorOf(price, currency), quantity })
    }
    return products
  }
}
