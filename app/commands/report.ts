import { Argument, Command } from 'commander'
import { CommandError, companyNamed, print, printJson, withApplication } from './application.ts'
import { inLanguage } from './language.ts'
import { type LocalApi, localApi } from './local-api.ts'

const words = inLanguage({
  ru: {
    report: 'показатели отчёта, те же, что на его экране',
    workspace: 'id или короткое имя компании',
    from: 'первый день, ГГГГ-ММ-ДД, по календарю компании',
    to: 'последний день, включительно',
    filter: 'сузить, как на экране; можно повторять или написать объектом JSON',
    json: 'для программ',
    sources:
      'обращения по источникам (фильтр level=campaign, placement, keyword) и классам, мусор, цена лида, сделки, выручка, ROMI, ДРР',
    calls: 'звонки по сотрудникам, разрыв внутри каждого отдела, пропущенные по часам',
    wrongFilter: (text: string) => `--filter ${text}: пишите поле=значение или объект JSON`,
    wrongJson: (text: string) => `--filter: это не JSON: ${text}`,
    unknown: (name: string, known: string) => `Отчёта «${name}» нет. Есть: ${known}.`,
  },
  en: {
    report: 'a report’s figures, the same as on its screen',
    workspace: 'id or short name of the company',
    from: 'first day, YYYY-MM-DD, in the company’s calendar',
    to: 'last day, included',
    filter: 'narrow as on the screen; may be repeated, or be a JSON object',
    json: 'for machines',
    sources:
      'contacts by source (filter level=campaign, placement, keyword) and class, junk, cost per lead, deals, revenue, ROMI',
    calls: 'calls per person, the gap within each department, missed calls by hour',
    wrongFilter: (text) => `--filter ${text}: write field=value, or a JSON object`,
    wrongJson: (text) => `--filter: not valid JSON: ${text}`,
    unknown: (name, known) => `There is no report “${name}”. There are: ${known}.`,
  },
})

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
    summary: words.sources,
    read: (api, { filter, ...period }) => api.attribution.reports.sources({ ...filter, ...period }),
  },
  calls: {
    summary: words.calls,
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
    throw new CommandError(words.wrongFilter(text))
  }
  const read = /^[[{"]/.test(value) ? parse(value) : value
  const before = known[name]
  return { ...known, [name]: before === undefined ? read : [before, read].flat() }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new CommandError(words.wrongJson(text))
  }
}

export const reportCommand = (): Command =>
  new Command('report')
    .description(words.report)
    .addArgument(new Argument('<name>', describeNames()))
    .requiredOption('-w, --workspace <company>', words.workspace)
    .requiredOption('--from <day>', words.from)
    .requiredOption('--to <day>', words.to)
    .option('--filter <field=value>', words.filter, addFilter, {})
    .option('--json', words.json)
    .action((name: string, { workspace, json, ...request }: ReportOptions) =>
      withApplication(async (app) => {
        const report = reports[name]
        if (!report) throw new CommandError(words.unknown(name, Object.keys(reports).join(', ')))
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
