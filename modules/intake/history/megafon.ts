/**
 * MegaFon's cloud PBX and its kin, `GET <address>/history/json` with the key in a header; by which extension a login is called stands in
 * `GET <address>/users`. The older API (an address that ends in `.wcgp`) is not asked.
 *
 * That a line's `uid` is the webhooks' `callid` is written nowhere. So before lines are believed they are held against the calls
 * that webhooks told of at that time: where none of these is among them, every call would be doubled, and nothing is kept.
 */
import { isObject } from '../adapters/body.ts'
import { megafonHistory } from '../adapters/megafon-history.ts'
import { ConnectionFailure, type Source } from '../listening/listener.ts'
import { askHistory, keptRow, listIn } from './ask.ts'
import type { History, Span } from './history.ts'
import { compactOf } from './wall.ts'

/** Identities of calls that webhooks of the connection told of within a span. */
export type ToldCalls = (source: Pick<Source, 'workspaceId' | 'endpointId'>, span: Span) => Promise<readonly string[]>

const addressOf = ({ settings }: Pick<Source, 'settings'>): string =>
  String(settings.vatsAddress ?? '').replace(/(\/makecall)?\/*$/i, '')

const hourMs = 3_600_000

/** The part of a span whose webhooks must be about calls of the span: a long call is told of hours after its beginning. */
const middleOf = ({ from, to }: Span): Span => ({
  from: new Date(from.getTime() + hourMs),
  to: new Date(to.getTime() - hourMs / 6),
})

export const createMegafonHistory = (toldCalls: ToldCalls): History => ({
  isOpen: (source) => !!source.secrets.token && addressOf(source) !== '' && !/\.wcgp$/i.test(addressOf(source)),
  async *read(source, span, asking) {
    const { settings } = source
    const ask = (path: string, query: Readonly<Record<string, string>>): Promise<unknown> =>
      askHistory(
        `${addressOf(source)}${path}?${new URLSearchParams(query)}`,
        { headers: { 'x-api-key': source.secrets.token ?? '' } },
        asking,
      )
    // An exchange that writes local time as UTC reads it so, too.
    const ahead = typeof settings.clockHours === 'number' ? settings.clockHours * hourMs : 0
    const [start, end] = [span.from, span.to].map((at) => compactOf(new Date(at.getTime() + ahead)))
    const said = await ask('/history/json', { start: start ?? '', end: end ?? '' })
    if (said !== null && !Array.isArray(said))
      throw new ConnectionFailure('protocol', JSON.stringify(said).slice(0, 200))
    const rows = listIn(said, '').filter(isObject)
    await refuseStrangers(rows, await toldCalls(source, middleOf(span)))
    if (rows.length === 0) return
    const extensions = await extensionsOf(ask)
    yield rows.map((row) => keptRow(megafonHistory, { ...row, ext: row.ext ?? extensions.get(String(row.user)) }))
  },
})

function refuseStrangers(rows: readonly Record<string, unknown>[], told: readonly string[]): void {
  const known = new Set(rows.map(({ uid }) => String(uid)))
  if (told.length === 0 || told.some((id) => known.has(id))) return
  throw new ConnectionFailure('protocol', 'history/json: uid ≠ callid')
}

/** Extensions by login; the list comes in pages. */
async function extensionsOf(
  ask: (path: string, query: Readonly<Record<string, string>>) => Promise<unknown>,
): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>()
  for (let start: unknown = 0; typeof start === 'number'; ) {
    const said = await ask('/users', start > 0 ? { start: String(start) } : {})
    for (const user of listIn(said, 'items')) {
      if (isObject(user) && user.login && user.ext) known.set(String(user.login), String(user.ext))
    }
    const next: unknown = isObject(said) && isObject(said.info) ? said.info.next : undefined
    start = typeof next === 'number' && next > start ? next : undefined
  }
  return known
}
