/** Files of messages over HTTP: given out as downloads and never as pages, taken in as plain bytes. */
import type { Context, Hono } from 'hono'
import { can } from '../../kernel/access.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Member } from '../../platform/api/context.ts'
import type { Database } from '../../platform/database/database.ts'
import { sql } from '../../platform/database/database.ts'
import { whereInteractions } from '../interactions/index.ts'
import { type FileStore, insertFile, readFile } from './files.ts'
import { answerFileBytes } from './rules.ts'
import { conversationOf } from './view.ts'

const root = '/api/v1/workspaces/:workspace'
/** Paths that read bodies under a limit of their own. */
export const filePaths = /^\/api\/v1\/workspaces\/[^/]+\/interactions\/[^/]+\/files$/

/** Pictures and sounds that a browser may show by itself; everything else is saved. SVG and HTML can carry programs. */
const shown = /^(image\/(png|jpeg|gif|webp)|audio\/(ogg|mpeg|mp4|wav|webm|aac)|video\/(mp4|webm))$/

export function serveFiles(http: Hono, db: Database, store: FileStore): void {
  http.get(`${root}/message-files/:id`, async (c) => {
    const { member } = await memberOf(c, 'interactions.read')
    // What a picture or a document says can't be masked: for who sees no personal data it is not there.
    if (!member.seesPersonalData) throw new Problem('not_found', { field: 'id' })
    const file = isId(c.req.param('id')) ? await readFile(db, member.workspaceId, c.req.param('id')) : null
    if (!file?.content || file.state !== 'stored') throw new Problem('not_found', { field: 'id' })
    await withinReach(db, member, file.conversationId)
    const inline = shown.test(file.mime) && c.req.query('show') !== undefined
    return new Response(bytesOf(store, member.workspaceId, file.content), {
      headers: {
        'content-type': inline ? file.mime : 'application/octet-stream',
        'content-disposition': `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, max-age=3600',
        ...(file.size !== null && { 'content-length': String(file.size) }),
      },
    })
  })

  http.post(`${root}/interactions/:id/files`, async (c) => {
    const { member, now } = await memberOf(c, 'messages.send')
    const id = c.req.param('id')
    if (!isId(id)) throw new Problem('not_found', { field: 'id' })
    const conversationId = await conversationOf(db, member, id)
    const name = (c.req.query('name') ?? '')
      .replace(/[\p{Cc}/\\]/gu, '')
      .trim()
      .slice(0, 200)
    if (!name) throw new Problem('missing_value', { field: 'name' })
    const bytes = await readAtMost(c.req.raw, answerFileBytes)
    const content = await store.put(member.workspaceId, bytes)
    const mime = /^[\w.+-]+\/[\w.+-]+$/.exec((c.req.header('content-type') ?? '').split(';')[0]?.trim() ?? '')?.[0]
    const fileId = await insertFile(
      db,
      member.workspaceId,
      {
        conversationId,
        messageKey: null,
        position: 0,
        name,
        mime: mime?.toLowerCase() ?? 'application/octet-stream',
        size: bytes.length,
        state: 'stored',
        content,
        source: null,
        createdBy: member.actor.name,
      },
      now,
    )
    return c.json({ id: fileId, name, size: bytes.length })
  })
}

const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

async function memberOf(
  c: Context,
  permission: 'interactions.read' | 'messages.send',
): Promise<{ readonly member: Member; readonly now: Date }> {
  const request = await c.get('request')()
  if (request.caller.kind === 'nobody') throw new Problem('unauthorized')
  const member = await request.memberOf(c.req.param('workspace') ?? '')
  if (!member) throw new Problem('not_found', { field: 'workspace' })
  if (!can(member.role, permission)) throw new Problem('forbidden')
  return { member, now: request.now }
}

/** @throws Problem not_found where the dialogue's interaction is not the viewer's to see */
async function withinReach(db: Database, member: Member, conversationId: string): Promise<void> {
  const rows = await db.query(sql`
    select 1 from conversations c
    join interactions i on i.workspace_id = ${member.workspaceId} and i.provider = c.provider and i.external_id = c.id::text
    where c.workspace_id = ${member.workspaceId} and c.id = ${conversationId} and ${whereInteractions({ tests: 'with' }, member)}`)
  if (rows.length === 0) throw new Problem('not_found', { field: 'id' })
}

/** @throws Problem file_too_large */
async function readAtMost(request: Request, most: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > most) throw new Problem('invalid_value', { field: 'file' }, { value: `> ${most / 1e6} MB` })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function bytesOf(store: FileStore, workspaceId: string, content: string): ReadableStream<Uint8Array> {
  const source = store.open(workspaceId, content)[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await source.next()
      if (done) controller.close()
      else controller.enqueue(new Uint8Array(value as Buffer))
    },
    async cancel() {
      await source.return?.()
    },
  })
}
