import { Argument, Command } from 'commander'
import { CommandError, companyNamed, print, printJson, withApplication } from './application.ts'
import { type LocalApi, localApi } from './local-api.ts'

export interface ReportRequest {
  readonly workspace: string
  /** The company's calendar days, both included. */
  readonly from: string
  readonly to: string
  /** Fields of the filter of interactions, as in the address of the screen. */
  readonly filter: Readonly<Record<string, unknown>>
}

export interface NamedReport {
  readonly summary: string
  readonly read: (api: LocalApi, request: ReportRequest) => Promise<unknown>
}

/** Every report of the command line, by name: the API operation behind the screen of the same name. */
const reports: Readonly<Record<string, NamedReport>> = {
  sources: {
    summary: 'contacts by source (filter level=campaign, placement, keyword) and class, junk, cost per lead',
    read: (api, { filter, ...period }) => api.attribution.reports.sources({ ...filter, ...period }),
  },
  calls: {
    summary: 'calls per person, the gap within each department, missed calls by hour',
    read: (api, { filter, ...period }) => api.calls.reports.calls({ ...filter, ...period }),
  },
}

interface ReportOptions {
  readonly workspace: string
  readonly from: string
  readonly to: string
  readonly filter: Readonly<Record<string, unknown>>
  readonly json?: boolean
}

/** `--filter kind=call --filter 'employee=[…]' --filter '{"hour":[9]}'` → one object. A field named twice is a list. */
export function addFilter(text: string, known: Readonly<Record<string, unknown>>): Record<string, unknown> {
  if (text.startsWith('{')) return { ...known, ...(parse(text) as Record<string, unknown>) }
  const [, name, value] = /^([a-zA-Z]+)=(.*)$/s.exec(text) ?? []
  if (name === undefined || value === undefined) {
    throw new CommandError(`--filter ${text}: write field=value, or a JSON object`)
  }
  const read = /^[[{"]/.test(value) ? parse(value) : value
  const before = known[name]
  return { ...known, [name]: before === undefined ? read : [before, read].flat() }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CommandError(`--filter: not valid JSON: ${text}`)
  }
}

export const reportCommand = (): Command =>
  new Command('report')
    .description('a report’s figures, the same as on its screen')
    .addArgument(new Argument('<name>', describeNames()))
    .requiredOption('-w, --workspace <company>', 'id or short name of the company')
    .requiredOption('--from <day>', 'first day, YYYY-MM-DD, in the company’s calendar')
    .requiredOption('--to <day>', 'last day, included')
    .option('--filter <field=value>', 'narrow as on the screen; may be repeated, or be a JSON object', addFilter, {})
    .option('--json', 'for machines')
    .action((name: string, { workspace, json, ...request }: ReportOptions) =>
      withApplication(async (app) => {
        const report = reports[name]
        if (!report)
          throw new CommandError(`There is no report “${name}”. There are: ${Object.keys(reports).join(', ')}.`)
        const company = await companyNamed(app, workspace)
        const answer = await report.read(localApi(app, company), { workspace: company.id, ...request })
        if (json) printJson(answer)
        else print(asTable(answer))
      }),
    )

const describeNames = (): string =>
  Object.entries(reports)
    .map(([name, { summary }]) => `${name} (${summary})`)
    .join(', ')

/** The rows of a report as tab-separated text: enough to read or to paste into a table. */
function asTable(answer: unknown): string {
  const rows = (answer as { rows?: unknown }).rows
  if (!Array.isArray(rows)) return JSON.stringify(answer, null, 2)
  const columns = [...new Set(rows.flatMap((row: object) => Object.keys(row)))]
  const cell = (value: unknown): string =>
    value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
  return [columns, ...rows.map((row: Record<string, unknown>) => columns.map((column) => cell(row[column])))]
    .map((line) => line.join('\t'))
    .join('\n')
}
