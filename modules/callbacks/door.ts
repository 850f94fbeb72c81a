/** `/site/<key>/callbacks`: what the widget on a company's site asks and leaves. */
import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { parsePhone } from '../../kernel/phone.ts'
import { Problem } from '../../kernel/problem.ts'
import type { Database } from '../../platform/database/database.ts'
import { clientAddress } from '../../platform/http/client-address.ts'
import { tellLive } from '../../platform/live/tell-live.ts'
import { createFloodGuard, type OpenSite, type Sites } from '../visits/index.ts'
import { isOwnOrigin } from '../visits/rules.ts'
import { isOpen, promiseOf, slotsOf } from './rules.ts'
import { type CallbackSettings, readSettings } from './settings.ts'
import { keepRequest } from './store.ts'

const largest = 8 * 1024

const asked = z.object({
  id: z.uuid(),
  phone: z.string().min(1).max(60),
  name: z.string().trim().max(200).optional(),
  at: z.iso.datetime({ offset: true }).optional(),
  visitor: z.string().max(100).nullish(),
  visit: z.uuid().nullish(),
  page: z.string().max(2_000).optional(),
  language: z.enum(['ru', 'en']).default('ru'),
})

interface Door {
  readonly db: Database
  readonly sites: Sites
  readonly now: () => Date
  readonly publicUrl: string | undefined
  /** Brings what is new of a company into the record, when the answer is on its way. */
  readonly recordSoon: (workspaceId: string) => void
}

/** Opens the door on the server. */
export function openDoor(http: Hono, { db, sites, now, publicUrl, recordSoon }: Door): void {
  // An office of many shares one address; nobody leaves ten numbers a minute by hand.
  const byAddress = createFloodGuard({ perSecond: 0.1, burst: 10 })
  const bySite = createFloodGuard({ perSecond: 2, burst: 60 })

  const enter = async (
    c: Context,
  ): Promise<{ site: OpenSite; settings: CallbackSettings; headers: Record<string, string> }> => {
    const site = await sites.byKey(c.req.param('key') ?? '')
    if (!site?.active) throw new Problem('not_found')
    const origin = c.req.header('origin')
    if (!origin || !isOwnOrigin(origin, site.domains)) throw new Problem('foreign_origin')
    return {
      site,
      settings: await readSettings(db, site.workspaceId, site.id),
      headers: { 'access-control-allow-origin': origin, vary: 'origin', 'cache-control': 'no-cache' },
    }
  }

  http.options('/site/:key/callbacks/*', async (c) => {
    const { headers } = await enter(c)
    return new Response(null, {
      status: 204,
      headers: {
        ...headers,
        'access-control-allow-methods': 'GET, POST',
        'access-control-allow-headers': 'content-type',
      },
    })
  })

  http.get('/site/:key/callbacks/config', async (c) => {
    const { site, settings, headers } = await enter(c)
    if (!settings.enabled) return c.json({ enabled: false }, 200, headers)
    const { week, promiseSeconds, text, consent } = settings
    return c.json(
      {
        ...{ enabled: true, promiseSeconds, text, consent },
        open: isOpen(week, now(), site.timezone),
        slots: slotsOf(week, now(), site.timezone),
      },
      200,
      headers,
    )
  })

  http.post('/site/:key/callbacks/requests', async (c) => {
    const { site, settings, headers } = await enter(c)
    if (!settings.enabled) throw new Problem('not_found')
    const address = clientAddress(c.req.raw.headers, getConnInfo(c).remote.address, publicUrl)
    const at = now()
    if (!byAddress.admits(address, 1, at.getTime()) || !bySite.admits(site.id, 1, at.getTime())) {
      throw new Problem('callback_often')
    }
    const told = await readAsked(c)
    const phone = parsePhone(told.phone, { country: site.country })
    if (!phone.valid) throw new Problem('callback_number', { field: 'phone' })
    const wantedAt = told.at ? new Date(told.at) : null
    const { week, promiseSeconds, departmentId } = settings
    const promise = promiseOf({ week, promiseSeconds, zone: site.timezone }, at, wantedAt)
    const kept = await db.transaction(async (tx) => {
      const done = await keepRequest(tx, {
        ...{ workspaceId: site.workspaceId, id: told.id, siteId: site.id, phone: phone.e164, departmentId, wantedAt },
        name: told.name || null,
        createdAt: at,
        promisedFrom: promise.from,
        promisedUntil: promise.until,
        visitId: told.visit ?? null,
        visitorKey: told.visitor ?? null,
        pageUrl: told.page ?? null,
        language: told.language,
      })
      if (done.fresh) await tellLive(tx, { workspaceId: site.workspaceId, type: 'callbacks' })
      return done
    })
    if (kept.fresh) recordSoon(site.workspaceId)
    return c.json(
      { ok: true, until: kept.until, seconds: Math.round((kept.until.getTime() - at.getTime()) / 1000) },
      200,
      headers,
    )
  })
}

async function readAsked(c: Context): Promise<z.infer<typeof asked>> {
  const text = await c.req.text()
  if (text.length > largest) throw new Problem('too_large', {}, { limit: '8 KB' })
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw new Problem('malformed_json')
  }
  const parsed = asked.safeParse(body)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new Problem('invalid_input', { field: issue?.path.join('.') ?? '' }, { detail: issue?.message ?? '' })
}
