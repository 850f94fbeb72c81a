/**
 * VK Реклама, API v2 (ads.vk.com/doc/api): campaigns are `ad_plans`. Amounts are text with a point in the account’s currency; each item
 * brings its own total. A period is at most 90 days.
 */
import { z } from 'zod'
import { readMoney } from '../../../../kernel/money.ts'
import { type Ask, addressField, addressOf, apiRow, type Connector } from './connector.ts'
import { ConnectorError, type HttpAnswer, jsonOf, shaped } from './http.ts'

const pageSize = 50

const tokenSchema = z.object({ access_token: z.string() })
const plansSchema = z.object({
  count: z.number().optional(),
  items: z.array(z.object({ id: z.union([z.number(), z.string()]).transform(String), name: z.string().nullish() })),
})
const base = z.object({ spent: z.union([z.string(), z.number()]).transform(String) })
const statisticsSchema = z.object({
  items: z.array(
    z.object({
      id: z.union([z.number(), z.string()]).transform(String),
      rows: z.array(z.object({ date: z.string(), base })),
      total: z.object({ base }).optional(),
    }),
  ),
})

export const vkAdsConnector: Connector = {
  system: 'vk-ads',
  fields: [
    { name: 'clientId', secret: false, required: true },
    { name: 'clientSecret', secret: true, required: true },
    addressField,
  ],
  mostDays: 90,
  async read(ask) {
    const address = addressOf(ask.values.address, 'https://ads.vk.com')
    const token = await tokenOf(address, ask)
    const get = async (path: string) =>
      jsonOf(
        await ask.http(
          'GET',
          `${address}/api/v2/${path}`,
          { headers: { authorization: `Bearer ${token}` } },
          ask.signal,
        ),
      )
    const plans = await readPlans(get)
    const nameOf = new Map(plans.map(({ id, name }) => [id, name ?? null]))
    const items: z.infer<typeof statisticsSchema>['items'] = []
    for (let at = 0; at < plans.length; at += pageSize) {
      const ids = plans.slice(at, at + pageSize).map(({ id }) => id)
      const query = `id=${ids.join(',')}&date_from=${ask.days.from}&date_to=${ask.days.to}&metrics=base`
      items.push(...shaped(statisticsSchema, await get(`statistics/ad_plans/day.json?${query}`)).items)
    }
    const campaign = (id: string) => ({ externalId: id, name: nameOf.get(id) ?? null })
    const totals = items.flatMap(({ total }) => (total ? [microsOf(total.base.spent)] : []))
    return {
      campaigns: plans.map(({ id }) => campaign(id)),
      exact: items.flatMap(({ id, rows }) =>
        rows.map(({ date, base: { spent } }) => apiRow({ day: date, campaign: campaign(id), micros: microsOf(spent) })),
      ),
      finer: [],
      totals: totals.length > 0 ? [{ day: null, micros: totals.reduce((sum, micros) => sum + micros, 0) }] : [],
      vat: null,
    }
  },
}

function microsOf(text: string): number {
  const read = readMoney(text, { decimal: '.', digits: 6 })
  if (read.kind === 'wrong') throw new ConnectorError('unexpected', `spent: ${text.slice(0, 100)}`)
  return read.minor
}

async function readPlans(get: (path: string) => Promise<unknown>) {
  const plans: z.infer<typeof plansSchema>['items'] = []
  for (;;) {
    const page = shaped(plansSchema, await get(`ad_plans.json?limit=${pageSize}&offset=${plans.length}&fields=id,name`))
    plans.push(...page.items)
    if (page.items.length < pageSize || plans.length >= (page.count ?? Number.POSITIVE_INFINITY)) return plans
  }
}

/** A token for this reading. The number of live ones is limited: where it is reached, the old ones are deleted. */
async function tokenOf(address: string, { values, http, signal }: Ask): Promise<string> {
  const client = { client_id: values.clientId ?? '', client_secret: values.clientSecret ?? '' }
  const post = (path: string, form: Record<string, string>): Promise<HttpAnswer> =>
    http(
      'POST',
      `${address}/api/v2/oauth2/${path}`,
      {
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
      },
      signal,
    )
  const grant = { grant_type: 'client_credentials', ...client }
  let answer = await post('token.json', grant)
  if (answer.status === 403 && answer.text.includes('token_limit_exceeded')) {
    await post('token/delete.json', client)
    answer = await post('token.json', grant)
  }
  return shaped(tokenSchema, jsonOf(answer)).access_token
}
