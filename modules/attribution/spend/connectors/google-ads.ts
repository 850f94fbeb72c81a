/**
 * Google Ads API, `googleAds:searchStream` (developers.google.com/google-ads/api): an array of batches, whole numbers as text, fields
 * that are zero left out. Campaigns without keywords (performance max, display) are told by campaign alone.
 */
import { z } from 'zod'
import { googleAds } from '../exports/google-ads.ts'
import { type Ask, addressField, addressOf, apiRow, type Connector } from './connector.ts'
import { ConnectorError, jsonOf, shaped } from './http.ts'

const version = 'v26'
const whole = z.union([z.string(), z.number()]).transform(String)
const batchesSchema = z.array(
  z.object({
    results: z
      .array(
        z.object({
          campaign: z.object({ id: whole, name: z.string().optional() }),
          adGroup: z.object({ id: whole.optional(), name: z.string().optional() }).optional(),
          adGroupCriterion: z.object({ keyword: z.object({ text: z.string().optional() }).optional() }).optional(),
          segments: z.object({ date: z.string() }),
          metrics: z.object({ costMicros: whole.optional() }).optional(),
          customer: z.object({ currencyCode: z.string().optional() }).optional(),
        }),
      )
      .optional(),
  }),
)

export const googleAdsConnector: Connector = {
  system: 'google-ads',
  fields: [
    { name: 'customerId', secret: false, required: true },
    { name: 'loginCustomerId', secret: false, required: false },
    { name: 'developerToken', secret: true, required: true },
    { name: 'clientId', secret: false, required: true },
    { name: 'clientSecret', secret: true, required: true },
    { name: 'refreshToken', secret: true, required: true },
    addressField,
    { name: 'tokenAddress', secret: false, required: false },
  ],
  mostDays: 90,
  async read(ask) {
    const token = await tokenOf(ask)
    const days = `segments.date BETWEEN '${ask.days.from}' AND '${ask.days.to}'`
    const fields = 'campaign.id, campaign.name, segments.date, metrics.cost_micros, customer.currency_code'
    const exact = await search(token, ask, `SELECT ${fields} FROM campaign WHERE ${days}`)
    const finer = await search(
      token,
      ask,
      `SELECT ${fields}, ad_group.id, ad_group.name, ad_group_criterion.keyword.text FROM keyword_view WHERE ${days}`,
    )
    const known = new Map(exact.map(({ campaign: { id, name } }) => [id, { externalId: id, name: name ?? null }]))
    return { campaigns: [...known.values()], exact: exact.map(rowOf), finer: finer.map(rowOf), totals: [], vat: null }
  },
}

type Result = NonNullable<z.infer<typeof batchesSchema>[number]['results']>[number]

function rowOf({ campaign, adGroup, adGroupCriterion, segments, metrics, customer }: Result) {
  const micros = Number(metrics?.costMicros ?? 0)
  if (!Number.isSafeInteger(micros)) throw new ConnectorError('unexpected', `costMicros: ${metrics?.costMicros}`)
  const keyword = adGroupCriterion?.keyword?.text
  return apiRow({
    ...{ day: segments.date, campaign: { externalId: campaign.id, name: campaign.name ?? null }, micros },
    ...{ group: adGroup?.name ?? null, groupId: adGroup?.id ?? null, currency: customer?.currencyCode ?? null },
    keyword: keyword ? (googleAds.keywordOf?.(keyword) ?? keyword) : null,
  })
}

async function search(token: string, { values, http, signal }: Ask, query: string): Promise<Result[]> {
  const address = addressOf(values.address, 'https://googleads.googleapis.com')
  const digits = (text: string | undefined) => (text ?? '').replace(/\D/g, '')
  const answer = await http(
    'POST',
    `${address}/${version}/customers/${digits(values.customerId)}/googleAds:searchStream`,
    {
      headers: {
        ...{ authorization: `Bearer ${token}`, 'developer-token': values.developerToken ?? '' },
        ...{ 'content-type': 'application/json' },
        ...(values.loginCustomerId && { 'login-customer-id': digits(values.loginCustomerId) }),
      },
      body: JSON.stringify({ query }),
    },
    signal,
  )
  return shaped(batchesSchema, jsonOf(answer)).flatMap(({ results }) => results ?? [])
}

async function tokenOf({ values, http, signal }: Ask): Promise<string> {
  const address = addressOf(values.tokenAddress, 'https://oauth2.googleapis.com')
  const form = {
    ...{ grant_type: 'refresh_token', refresh_token: values.refreshToken ?? '' },
    ...{ client_id: values.clientId ?? '', client_secret: values.clientSecret ?? '' },
  }
  const answer = await http(
    'POST',
    `${address}/token`,
    { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(form).toString() },
    signal,
  )
  // `invalid_grant` (400): the token was withdrawn or has expired.
  if (answer.status === 400) throw new ConnectorError('refused', `400: ${answer.text.slice(0, 200)}`)
  return shaped(z.object({ access_token: z.string() }), jsonOf(answer)).access_token
}
