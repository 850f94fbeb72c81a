/** The sound itself, in ranges: players seek without loading the whole. */
import type { Hono } from 'hono'
import { can } from '../../kernel/access.ts'
import { isId } from '../../kernel/ids.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Member } from '../../platform/api/context.ts'
import { appendAudit } from '../../platform/audit/audit.ts'
import type { Database } from '../../platform/database/database.ts'
import { mustHear } from './api.ts'
import { readRange } from './rules.ts'
import type { Storage } from './storage/storage.ts'
import { noteListening, readRecording } from './store.ts'

const endings: Readonly<Record<string, string>> = {
  'audio/wav': 'wav',
  'audio/ogg': 'ogg',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
}

/** `2026-11-24-1f3a9c20.mp3`: the day of the talk and the end of its identity, no number and no name. */
const fileName = (day: string, interaction: string, mime: string | null): string =>
  `${day}-${interaction.slice(-8)}.${endings[mime ?? ''] ?? 'bin'}`

/** A copy leaves the company: that is in the log of changes. */
const noteDownload = (db: Database, { workspaceId, actor }: Member, objectId: string, at: Date): Promise<unknown> =>
  db.transaction((tx) =>
    appendAudit(tx, workspaceId, [
      { at, actor, action: 'recording.downloaded', objectType: 'interaction', objectId, before: null, after: null },
    ]),
  )

export function serveRecordings(http: Hono, db: Database, storage: Storage): void {
  http.get('/api/v1/workspaces/:workspace/interactions/:interaction/recording/sound', async (c) => {
    const request = await c.get('request')()
    if (request.caller.kind === 'nobody') throw new Problem('unauthorized')
    const member = await request.memberOf(c.req.param('workspace'))
    if (!member) throw new Problem('not_found', { field: 'workspace' })
    if (!can(member.role, 'recordings.listen')) throw new Problem('forbidden')
    const download = c.req.query('download') !== undefined
    if (download && !can(member.role, 'recordings.download')) throw new Problem('forbidden')
    const interaction = c.req.param('interaction')
    if (!isId(interaction)) throw new Problem('not_found', { field: 'interaction' })
    await mustHear(db, member, interaction)
    const row = await readRecording(db, member.workspaceId, interaction)
    if (row?.state !== 'stored' || !row.content || row.size === null)
      throw new Problem('not_found', { field: 'recording' })
    const range = readRange(c.req.header('range'), row.size)
    const headers = {
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': row.mime ?? 'application/octet-stream',
      'x-content-type-options': 'nosniff',
      ...(download && { 'content-disposition': `attachment; filename="${fileName(row.day, interaction, row.mime)}"` }),
    }
    if (range === 'unsatisfiable') {
      return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${row.size}` } })
    }
    const body = await storage.open(row.content, range)
    if (!body) throw new Problem('not_found', { field: 'recording' })
    await noteListening(db, member.workspaceId, interaction, member.actor, request.now)
    if (download) await noteDownload(db, member, interaction, request.now)
    const length = range ? range.to - range.from + 1 : row.size
    return new Response(body, {
      status: range ? 206 : 200,
      headers: {
        ...headers,
        'content-length': String(length),
        ...(range && { 'content-range': `bytes ${range.from}-${range.to}/${row.size}` }),
      },
    })
  })
}
