/** Files in and out, as streams: what the API's operations can't carry. */
import type { Context, Hono } from 'hono'
import { can, type Permission } from '../../../kernel/access.ts'
import { isId, newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import { safeCell, toCsv } from '../../../kernel/text.ts'
import type { Member, RequestContext } from '../../../platform/api/context.ts'
import { apiPrefix } from '../../../platform/api/handler.ts'
import { shownImport } from './api.ts'
import type { ImportEngine } from './engine.ts'
import { spokenProblem } from './rehearse.ts'
import { insertImport, listProblems, readImport } from './store.ts'

/** The path whose body is read as a stream. */
export const uploadPath = new RegExp(`^${apiPrefix}/workspaces/[^/]+/imports$`)

export function openRoutes(http: Hono, { db, files, now }: ImportEngine): void {
  http.post(`${apiPrefix}/workspaces/:workspace/imports`, async (c) => {
    const { member, language } = await allowed(c, 'intake.manage')
    const body = c.req.raw.body
    if (!body) throw new Problem('file_empty')
    const id = newId()
    const file = await files.keep(id, body as unknown as AsyncIterable<Uint8Array>)
    try {
      const row = await insertImport(db, {
        workspaceId: member.workspaceId,
        id,
        fileName: fileName(c),
        fileBytes: file.bytes,
        fileHash: file.hash,
        createdBy: member.actor,
        createdAt: now(),
      })
      return c.json(shownImport(row, language), 200)
    } catch (error) {
      await files.remove(id)
      throw error
    }
  })

  http.get(`${apiPrefix}/workspaces/:workspace/imports/:id/problems.csv`, async (c) => {
    const { member, language } = await allowed(c, 'intake.read')
    const id = c.req.param('id')
    const row = isId(id) ? await readImport(db, member.workspaceId, id) : null
    if (!row) throw new Problem('not_found', { field: 'id' })
    const headings = language === 'ru' ? ['Строка', 'Поле', 'Причина', 'Значение'] : ['Row', 'Field', 'Reason', 'Value']
    const encoder = new TextEncoder()
    let after = 0
    let begun = false
    const stream = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const problems = await listProblems(db, member.workspaceId, row.id, { after, limit: 2_000 })
        const rows = problems.map((problem) => {
          const { row: number, field, message, value } = spokenProblem(problem, language)
          return [number, field, message, value]
        })
        if (!begun) controller.enqueue(encoder.encode(toCsv([headings, ...rows])))
        else if (rows.length > 0) controller.enqueue(encoder.encode(toCsv(rows).slice(1)))
        begun = true
        after = problems.at(-1)?.row ?? after
        if (problems.length === 0) controller.close()
      },
    })
    const name = encodeURIComponent(safeCell(`${row.fileName.replace(/\.\w+$/, '')}-problems.csv`))
    return c.body(stream, 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename*=UTF-8''${name}`,
    })
  })
}

async function allowed(c: Context, permission: Permission): Promise<RequestContext & { readonly member: Member }> {
  const request = await c.get('request')()
  if (request.caller.kind === 'nobody') throw new Problem('unauthorized')
  const member = await request.memberOf(c.req.param('workspace') ?? '')
  if (!member) throw new Problem('not_found', { field: 'workspace' })
  if (!can(member.role, permission)) throw new Problem('forbidden')
  return { ...request, memberOf: request.memberOf, member }
}

const fileName = (c: Context): string =>
  (c.req.query('name') ?? 'file')
    .replace(/\p{Cc}/gu, '')
    .split(/[\\/]/)
    .at(-1)
    ?.trim()
    .slice(0, 200) || 'file'
