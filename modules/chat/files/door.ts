import type { Context, Hono } from 'hono'
import { can } from '../../../kernel/access.ts'
import { isId, newId } from '../../../kernel/ids.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Database } from '../../../platform/database/database.ts'
import { allowOrigin } from '../door/origins.ts'
import { guardOf, type SiteDoorParts } from '../door/site-door.ts'
import { createBuckets } from '../live/limits.ts'
import { operatorOf } from '../live/operator-desk.ts'
import type { Tokens } from '../live/token.ts'
import { type ChatFile, largestFile, reaches, safeName } from '../rules.ts'
import { hold } from '../store/employee.ts'
import { countFiles, insertFile, placeOfFile, readFileOf } from '../store/files.ts'
import { readRow } from '../store/rows.ts'
import type { FileFolder } from './folder.ts'
import { recogniseFile } from './recognise.ts'

const filesPerHour = 30

interface FileDoorParts extends SiteDoorParts {
  readonly db: Database
  readonly now: () => Date
  readonly tokens: Tokens
  readonly folder: FileFolder
}

/** Files in chats: a body is the file itself, its name stands in `?name=`. An answer is always a download. */
export function serveFiles(http: Hono, parts: FileDoorParts): void {
  const { db, now, tokens, folder, refusals, availability } = parts
  const guard = guardOf(parts)
  const mayUpload = createBuckets(10, 0.2, () => performance.now())

  const guestOf = (c: Context, siteId: string): string => {
    const token = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? ''
    const visitorId = tokens.read(siteId, token)
    if (!visitorId) throw new Problem('unauthorized')
    return visitorId
  }

  const take = async (
    c: Context,
    owner: { readonly workspaceId: string; readonly visitorId: string; readonly byEmployee: string | null },
  ): Promise<ChatFile> => {
    const bytes = await readBody(c)
    const type = recogniseFile(bytes)
    if (!type) throw new Problem('chat_file_type', { field: 'file' })
    const file = { id: newId(), name: safeName(c.req.query('name') ?? ''), type, size: bytes.length }
    await folder.keep(owner.workspaceId, file.id, bytes)
    await insertFile(db, { ...file, ...owner, at: now() })
    return file
  }

  const give = async (workspaceId: string, file: ChatFile): Promise<Response> => {
    const kept = await folder.read(workspaceId, file.id)
    if (!kept) throw new Problem('not_found', { field: 'file' })
    return new Response(kept.body, {
      headers: {
        'content-type': file.type,
        'content-length': String(kept.size),
        'content-disposition': `attachment; filename="file"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'private, max-age=3600',
      },
    })
  }

  http.post('/site/:key/chat/files', async (c) => {
    const { site, origin } = await guard(c)
    const settings = await availability.settings(site.workspaceId, site.siteId)
    if (!settings.enabled || !settings.files) throw new Problem('not_found')
    const visitorId = guestOf(c, site.siteId)
    const { workspaceId } = site
    const hourAgo = new Date(now().getTime() - 3_600_000)
    if (!mayUpload(visitorId) || (await countFiles(db, workspaceId, visitorId, hourAgo)) >= filesPerHour) {
      refusals.count(site, 'flood')
      throw new Problem('chat_too_often')
    }
    try {
      return c.json(await take(c, { workspaceId, visitorId, byEmployee: null }), 200, allowOrigin(site, origin))
    } catch (error) {
      if (error instanceof Problem) refusals.count(site, 'file')
      throw error
    }
  })

  http.get('/site/:key/chat/files/:id', async (c) => {
    const { site, origin } = await guard(c)
    const id = c.req.param('id')
    const file = isId(id) ? await readFileOf(db, site.workspaceId, guestOf(c, site.siteId), id) : null
    if (!file) throw new Problem('not_found', { field: 'file' })
    const response = await give(site.workspaceId, file)
    for (const [name, value] of Object.entries(allowOrigin(site, origin))) response.headers.set(name, value)
    return response
  })

  http.post('/chat/:workspace/:dialogue/files', async (c) => {
    const member = await (await c.get('request')()).memberOf(c.req.param('workspace'))
    if (!member) throw new Problem('not_found', { field: 'workspace' })
    if (!can(member.role, 'chats.answer')) throw new Problem('forbidden')
    const dialogue = c.req.param('dialogue')
    if (!isId(dialogue)) throw new Problem('not_found', { field: 'dialogue' })
    const { visitorId } = await db.transaction((tx) => hold(tx, operatorOf(member), dialogue))
    const { workspaceId, employeeId } = member
    return c.json(await take(c, { workspaceId, visitorId, byEmployee: employeeId }))
  })

  http.get('/chat/:workspace/files/:id', async (c) => {
    const member = await (await c.get('request')()).memberOf(c.req.param('workspace'))
    if (!member) throw new Problem('not_found', { field: 'workspace' })
    if (!can(member.role, 'chats.read')) throw new Problem('forbidden')
    const id = c.req.param('id')
    const file = isId(id) ? await placeOfFile(db, member.workspaceId, id) : null
    const row = file && (await readRow(db, member.workspaceId, file.dialogueId, now()))
    const place = { employeeId: row?.employee?.id ?? null, departmentId: row?.department?.id ?? null }
    // What a file shows of a person can't be masked.
    if (!file || !row || !member.seesPersonalData || !reaches(member.reach, member.departmentId, place)) {
      throw new Problem('not_found', { field: 'file' })
    }
    return give(member.workspaceId, file)
  })
}

/** The body, as long as it is no larger than a file may be. @throws Problem too_large, missing_value */
async function readBody(c: Context): Promise<Uint8Array> {
  const tooLarge = () => new Problem('too_large', { field: 'file' }, { limit: `${largestFile / 1024 / 1024} MB` })
  if (Number(c.req.header('content-length') ?? 0) > largestFile) throw tooLarge()
  const bytes = new Uint8Array(await c.req.arrayBuffer())
  if (bytes.length > largestFile) throw tooLarge()
  if (bytes.length === 0) throw new Problem('missing_value', { field: 'file' })
  return bytes
}
