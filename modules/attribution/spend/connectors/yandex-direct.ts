/**
 * Yandex Direct, Reports v5 (yandex.ru/dev/direct/doc/ru/reports). A report may be made offline: 201 and 202 say after how many seconds
 * (`retryIn`) the same request is to be repeated. Sums over rows are rounded: the exact ones are asked for apart.
 */
import { createCsvParser } from '../../../../platform/files/csv.ts'
import type { AdCampaign } from '../exports/read-export.ts'
import { yandexDirect } from '../exports/yandex-direct.ts'
import { type Ask, addressField, addressOf, apiRow, type Connector } from './connector.ts'
import { ConnectorError, said } from './http.ts'

const mostSeconds = 1_800

export const yandexDirectConnector: Connector = {
  system: 'yandex-direct',
  fields: [
    { name: 'token', secret: true, required: true },
    { name: 'clientLogin', secret: false, required: false },
    addressField,
  ],
  mostDays: 90,
  async read(ask) {
    const report = (type: string, fields: readonly string[]) => readReport(ask, type, fields)
    const campaigns = await report('CAMPAIGN_PERFORMANCE_REPORT', ['Date', 'CampaignId', 'CampaignName', 'Cost'])
    const finer = await report('CUSTOM_REPORT', [
      ...['Date', 'CampaignId', 'CampaignName', 'AdGroupId', 'AdGroupName', 'Criterion', 'Cost'],
    ])
    const totals = await report('ACCOUNT_PERFORMANCE_REPORT', ['Date', 'Cost'])
    const known = new Map(campaigns.map((row) => [row.CampaignId, campaignOf(row)]))
    return {
      campaigns: [...known.values()],
      exact: campaigns.map((row) => apiRow({ ...placeOf(row), campaign: campaignOf(row) })),
      finer: finer.map((row) =>
        apiRow({
          ...{
            ...placeOf(row),
            campaign: campaignOf(row),
            groupId: row.AdGroupId || null,
            group: row.AdGroupName || null,
          },
          keyword: row.Criterion ? (yandexDirect.keywordOf?.(row.Criterion) ?? row.Criterion) : null,
        }),
      ),
      totals: totals.map(placeOf),
      vat: ask.vat,
    }
  },
}

type Row = Readonly<Record<string, string>>
const campaignOf = ({ CampaignId, CampaignName }: Row): AdCampaign => ({
  externalId: CampaignId || null,
  name: CampaignName || null,
})

function placeOf({ Date: day = '', Cost = '' }: Row): { day: string; micros: number } {
  const micros = Number(Cost || '0')
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || !Number.isSafeInteger(micros)) {
    throw new ConnectorError('unexpected', `A row of ${day || 'no day'} costs ${Cost}`)
  }
  return { day, micros }
}

async function readReport(ask: Ask, type: string, fields: readonly string[]): Promise<Row[]> {
  const { values, days, vat, now, http, signal, wait } = ask
  const address = addressOf(values.address, 'https://api.direct.yandex.com')
  const body = JSON.stringify({
    params: {
      SelectionCriteria: { DateFrom: days.from, DateTo: days.to },
      FieldNames: fields,
      // The same name while a report is being made; another one tomorrow, when figures have changed.
      ReportName: `lidoskop ${type} ${days.from} ${days.to} ${vat} ${now.toISOString()}`,
      ReportType: type,
      DateRangeType: 'CUSTOM_DATE',
      Format: 'TSV',
      IncludeVAT: vat === 'with' ? 'YES' : 'NO',
    },
  })
  const headers = {
    ...{ authorization: `Bearer ${values.token ?? ''}`, 'accept-language': 'ru', 'content-type': 'application/json' },
    ...{ skipReportHeader: 'true', processingMode: 'auto' },
    ...(values.clientLogin && { 'client-login': values.clientLogin }),
  }
  let waited = 0
  for (;;) {
    const answer = await http('POST', `${address}/json/v5/reports`, { headers, body }, signal)
    if (answer.status === 200) return parseReport(answer.text, fields)
    if (answer.status !== 201 && answer.status !== 202) throw failure(answer.status, answer.text)
    const seconds = Math.min(60, Math.max(1, Number(answer.headers.retryin) || 10))
    waited += seconds
    if (waited > mostSeconds) throw new ConnectorError('busy', `${type}: no report after ${mostSeconds} s`)
    await wait(seconds)
  }
}

/** Errors come as JSON with a code: 53 is a token that is not accepted, 54 no right to the client, 56 and 152 are limits. */
function failure(status: number, text: string): ConnectorError {
  const code = Number(/"error_code"\s*:\s*"?(\d+)/.exec(text)?.[1] ?? 0)
  if ([52, 53, 54, 58, 513].includes(code) || status === 401 || status === 403) {
    return new ConnectorError('refused', said(status, text))
  }
  return new ConnectorError(status >= 500 || [56, 152, 506].includes(code) ? 'busy' : 'unexpected', said(status, text))
}

/** Rows by the names of their fields; `--` is nothing. The number of rows below them must be theirs. */
export function parseReport(text: string, fields: readonly string[]): Row[] {
  const parser = createCsvParser({ separator: '\t', lineEnd: '\n' })
  const lines = [...parser.write(text), ...parser.end()].map(({ cells }) => cells)
  const names = lines[0] ?? []
  if (names.join() !== fields.join())
    throw new ConnectorError('unexpected', `Columns ${names.join(', ').slice(0, 200)}`)
  const last = lines.at(-1)
  const said = /^Total rows: (\d+)$/.exec(last?.[0] ?? '')?.[1]
  const rows = lines.slice(1, said === undefined ? undefined : -1)
  if (said !== undefined && Number(said) !== rows.length) {
    throw new ConnectorError('unexpected', `${rows.length} rows of ${said}`)
  }
  return rows.map((cells) =>
    Object.fromEntries(names.map((name, i) => [name, cells[i] === '--' ? '' : (cells[i] ?? '')])),
  )
}
