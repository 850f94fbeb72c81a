import { newId } from '../../../kernel/ids.ts'
import { sql, type Transaction } from '../../../platform/database/database.ts'
import { tellLive } from '../../../platform/live/tell-live.ts'
import { type ContactSet, resolveCustomers } from '../../customers/index.ts'
import { fold, sameTold, type Told } from '../fold.ts'
import type { Change, Projection } from '../projection.ts'
import type { InteractionRow } from '../row.ts'
import { contactsOf, withVisitor } from './contacts.ts'
import { deriveRow, type RecordingWorkspace } from './derive.ts'
import { readDirectory } from './directory.ts'
import type { HeardBatch } from './hear.ts'
import { type Known, loadKnown } from './load.ts'
import { moveCustomers } from './move-customers.ts'
import { findWays, type OriginResolver } from './way.ts'
import { insertRows, updateRows, writeDetails } from './write.ts'

export interface Recorded {
  readonly created: readonly string[]
  readonly updated: readonly string[]
  /** Interactions about which nothing new was told. */
  readonly unchanged: number
}

/**
 * For which known interactions the observations are everything that was ever told: what was folded before is forgotten,
 * which is how a better mapping takes back what a worse one had said. What people said (classes) stays.
 */
export type Afresh = (before: InteractionRow) => boolean

/**
 * One writer at a time per workspace, until the transaction ends. Batches make it cheap, and it ends the fight for hot
 * roll-up rows, double customers and lost folds at once.
 */
export const lockWriters = (tx: Transaction, workspaceId: string): Promise<unknown> =>
  tx.query(sql`select pg_advisory_xact_lock(hashtextextended(${`record:${workspaceId}`}, 0))`)

/**
 * Until the transaction ends, statements are planned for a company of average size. Planned for this one, a company that
 * came after the last statistics has "no rows": any index that begins with the company looks as good as the one of
 * identities, and each batch reads all that the company has.
 */
const planForAnyCompany = (tx: Transaction): Promise<unknown> =>
  tx.query(sql`set local plan_cache_mode = force_generic_plan`)

export interface Recording {
  readonly workspace: RecordingWorkspace
  readonly heard: HeardBatch
  /** Nothing of the batch is known: nobody looks. Where something is, the database refuses the row. */
  readonly asNew?: boolean
  readonly projections: readonly Projection[]
  /** What the dialled number tells of the way on which a client came. */
  readonly originOf?: OriginResolver | null
  readonly importId?: string
  readonly afresh?: Afresh
  readonly now: Date
}

/**
 * The one door through which everything enters the record. Within the given transaction it folds observations into
 * interactions, finds employees, customers and origins, and brings every projection in step.
 * Telling the same thing twice, late or in another order gives the same record.
 */
export async function recordInteractions(tx: Transaction, options: Recording): Promise<Recorded> {
  const { workspace, heard, projections, now } = options
  const importId = options.importId ?? null
  if (heard.size === 0) return { created: [], updated: [], unchanged: 0 }
  await lockWriters(tx, workspace.id)
  await planForAnyCompany(tx)

  const known = options.asNew ? nothing : await loadKnown(tx, workspace.id, heard)
  const folded = foldAll(heard, known, workspace.country, options.afresh)
  const news = folded.filter(({ told, before }) => before === null || !sameTold(before.told, told))
  const directory = await readDirectory(tx, workspace.id)
  const told = news.map((entry) => entry.told)
  const ways = await findWays(tx, workspace.id, told, options.originOf ?? null, now)
  const customers = await resolveCustomers(
    tx,
    workspace.id,
    news.map(({ contacts, told }, i) => withVisitor(contacts, ways.visitorOf(i), told)),
    now,
  )
  const settle = (entry: News, i: number): Settled => ({
    ...entry,
    row: deriveRow(entry.told, {
      workspace,
      directory,
      before: entry.before,
      now,
      way: ways.of(i),
      customerId: customers.ids[i] ?? null,
      id: entry.before?.row.id ?? newId(now),
      importId,
    }),
  })

  const updated: Settled[] = []
  news.forEach((entry, i) => {
    if (entry.before) updated.push(settle(entry, i))
  })
  await updateRows(
    tx,
    workspace.id,
    updated.map(({ row }) => row),
  )
  const created = await insertAsDerived(tx, news, settle)
  const settled = [...created, ...updated]
  await writeDetails(tx, workspace.id, settled, directory)
  const moved = await moveCustomers(tx, workspace.id, customers.merged, new Set(updated.map(({ row }) => row.id)))
  await project(tx, workspace.id, projections, [
    ...settled.map(({ before, row }) => ({ before: before?.row ?? null, after: row })),
    ...moved,
  ])
  return {
    created: created.map(({ row }) => row.id),
    updated: updated.map(({ row }) => row.id),
    unchanged: folded.length - news.length,
  }
}

/** An interaction of which the batch tells: all that is known of it now, what was known before, and the client's contacts. */
interface News {
  readonly told: Told
  readonly before: Known | null
  readonly contacts: ContactSet
}

const nothing: ReadonlyMap<string, Known> = new Map()

interface Settled extends News {
  readonly row: InteractionRow
}

/** Derives new rows while PostgreSQL stores those before them: half of the work on each side then costs no time. */
async function insertAsDerived(
  tx: Transaction,
  news: readonly News[],
  settle: (entry: News, i: number) => Settled,
): Promise<Settled[]> {
  const created: Settled[] = []
  function* rows(): Generator<InteractionRow> {
    for (const [i, entry] of news.entries()) {
      if (entry.before) continue
      const settled = settle(entry, i)
      created.push(settled)
      yield settled.row
    }
  }
  if (news.some((entry) => entry.before === null)) await insertRows(tx, rows())
  return created
}

/** One fold per interaction, in order of first mention. */
function foldAll(
  heard: HeardBatch,
  known: ReadonlyMap<string, Known>,
  country: string,
  afresh?: Afresh,
): readonly News[] {
  return Array.from(heard, ([key, { facts, told, contacts }]): News => {
    const before = known.get(key)
    if (!before) return { told, before: null, contacts }
    const whole = afresh?.(before.row) ? told : facts.reduce<Told>(fold, before.told)
    return { told: whole, before, contacts: contactsOf(whole, before, facts, country) }
  })
}

/** Brings every projection in step with the changes and tells live listeners when the transaction commits. */
export async function project(
  tx: Transaction,
  workspaceId: string,
  projections: readonly Projection[],
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return
  for (const projection of projections) await projection.apply(tx, workspaceId, changes)
  await tellLive(tx, { workspaceId, type: 'interactions' })
}
