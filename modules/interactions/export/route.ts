import type { Context, Hono } from 'hono'
import writeXlsxFile, { type Row } from 'write-excel-file/node'
import { can } from '../../../kernel/access.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Language } from '../../../kernel/problem-texts.ts'
import { safeCell, toCsv } from '../../../kernel/text.ts'
import type { Member } from '../../../platform/api/context.ts'
import { appendAudit } from '../../../platform/audit/audit.ts'
import type { Database } from '../../../platform/database/database.ts'
import '../../../platform/http/variables.ts'
import { listClasses } from '../classes/store.ts'
import type { InteractionItem } from '../contract.ts'
import { filterSchema, type InteractionFilter } from '../filter.ts'
import { listInteractions } from '../store/list.ts'
import { columnsOf, type ExportCell } from './table.ts'

const pageSize = 2000
/** A spreadsheet is built in memory; what is longer comes as CSV, which is streamed. */
const mostSheetRows = 50_000

/**
 * `GET /api/v1/workspaces/{workspace}/interactions/export.csv` and `.xlsx`: the filtered list, newest first, with the same filter
 * as the list. What a role sees masked on screen is masked here, and every export stands in the audit log.
 */
export function serveExport(http: Hono, db: Database): void {
  http.get('/api/v1/workspaces/:workspace/interactions/export.csv', async (c) => {
    const asked = await prepare(c, db)
    const download = `attachment; filename="${fileName(asked.filter, 'csv')}"`
    return c.body(csvStream(db, asked), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': download,
    })
  })
  http.get('/api/v1/workspaces/:workspace/interactions/export.xlsx', async (c) => {
    const asked = await prepare(c, db)
    const bytes = await spreadsheet(db, asked)
    return c.body(new Uint8Array(bytes), 200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename="${fileName(asked.filter, 'xlsx')}"`,
    })
  })
}

interface Asked {
  readonly member: Member
  readonly filter: InteractionFilter
  readonly language: Language
  readonly columns: ReturnType<typeof columnsOf>
}

const fileName = ({ from, to }: InteractionFilter, ending: string): string =>
  `lidoskop-interactions${from ? `-${from}` : ''}${to ? `-${to}` : ''}.${ending}`

/** Who asks, whether they may, and for what; the export is in the log before its first line leaves. */
async function prepare(c: Context, db: Database): Promise<Asked> {
  const request = await c.get('request')()
  if (request.caller.kind === 'nobody') throw new Problem('unauthorized')
  const member = await request.memberOf(c.req.param('workspace') ?? '')
  if (!member) throw new Problem('not_found', { field: 'workspace' })
  if (!can(member.role, 'interactions.export')) throw new Problem('forbidden')
  const filter = readFilter(c.req.queries())
  await db.transaction((tx) =>
    appendAudit(tx, member.workspaceId, [
      {
        at: request.now,
        actor: member.actor,
        action: 'interactions.exported',
        objectType: 'export',
        objectId: member.workspaceId,
        after: JSON.parse(JSON.stringify(filter)),
      },
    ]),
  )
  const classes = await listClasses(db, member.workspaceId)
  const asked = c.req.query('language')
  // A download is a plain link: it can't carry the language of the screen in a header.
  const language: Language = asked === 'ru' || asked === 'en' ? asked : request.language
  return { member, filter, language, columns: columnsOf(classes, member.timezone, language) }
}

/** Reads the filter of a query string, in which a name may stand several times. @throws Problem invalid_input */
function readFilter(queries: Readonly<Record<string, string[]>>): InteractionFilter {
  const values = Object.fromEntries(
    Object.entries(queries).map(([name, list]) => [name.replace(/\[\]$/, ''), list.length > 1 ? list : list[0]]),
  )
  const parsed = filterSchema.safeParse(values)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Problem('invalid_input', { field: issue?.path.join('.') ?? '' }, { detail: issue?.message ?? '' })
}

async function* pages(db: Database, { member, filter }: Asked): AsyncGenerator<InteractionItem[]> {
  let cursor: string | undefined
  do {
    const page = await listInteractions(db, member, filter, 'newest', { cursor, limit: pageSize })
    yield page.items
    cursor = page.next ?? undefined
  } while (cursor)
}

function csvStream(db: Database, asked: Asked): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const source = pages(db, asked)
  let begun = false
  const rowsOf = (items: readonly InteractionItem[]): ExportCell[][] =>
    items.map((item) => asked.columns.map((column) => column.cell(item)))
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await source.next()
      if (done) return controller.close()
      // The byte-order mark and the headings stand once, at the beginning.
      const text = begun ? toCsv(rowsOf(value)).slice(1) : toCsv([titles(asked), ...rowsOf(value)])
      begun = true
      if (value.length > 0 || text) controller.enqueue(encoder.encode(text))
    },
    async cancel() {
      await source.return(undefined)
    },
  })
}

const titles = ({ columns, language }: Asked): string[] => columns.map((column) => column.title[language])

async function spreadsheet(db: Database, asked: Asked): Promise<Buffer> {
  const rows: Row[] = [titles(asked).map((value) => ({ type: String, value, fontWeight: 'bold' }))]
  for await (const items of pages(db, asked)) {
    if (rows.length + items.length > mostSheetRows) {
      throw new Problem('export_too_long', {}, { limit: mostSheetRows })
    }
    for (const item of items) rows.push(asked.columns.map((column) => sheetCell(column.cell(item))))
  }
  return writeXlsxFile(rows, { stickyRowsCount: 1 }).toBuffer()
}

const sheetCell = (cell: ExportCell): Row[number] => {
  if (cell === null) return null
  return typeof cell === 'number' ? { type: Number, value: cell } : { type: String, value: safeCell(cell) }
}
