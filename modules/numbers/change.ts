/** Changes of numbers and pools: checked, logged, and every pool's slots in step. */
import { canonicalJson } from '../../kernel/hash.ts'
import { newId } from '../../kernel/ids.ts'
import { Problem } from '../../kernel/problem.ts'
import { dayStart } from '../../kernel/time.ts'
import type { Member } from '../../platform/api/context.ts'
import { appendAudit } from '../../platform/audit/audit.ts'
import type { Transaction } from '../../platform/database/database.ts'
import { tellLive } from '../../platform/live/tell-live.ts'
import { dialable } from './read-list.ts'
import type { DryPolicy, UseKind } from './rules.ts'
import {
  insertNumbers,
  listNumbers,
  lockNumber,
  type NewNumber,
  type NumberUse,
  settleSlots,
  type TrackingNumber,
  updateNumber,
  writeUse,
} from './store/numbers.ts'
import { insertPool, type PoolRow, readPool, updatePool } from './store/pools.ts'

/** Who changes it, and when. */
export interface By {
  readonly member: Pick<Member, 'workspaceId' | 'timezone' | 'country' | 'actor'>
  readonly now: Date
}

export interface UseInput {
  readonly kind?: UseKind | undefined
  readonly poolId?: string | null | undefined
  readonly source?: string | null | undefined
  readonly campaign?: string | null | undefined
  readonly placement?: string | null | undefined
  readonly keyword?: string | null | undefined
  readonly offline?: boolean | undefined
  readonly siteId?: string | null | undefined
  readonly replaces?: readonly string[] | undefined
  /** First day of the company's calendar. */
  readonly since?: string | undefined
}

/** The number as E.164. @throws Problem invalid_value */
function phoneOf(text: string, member: By['member'], field: string): string {
  const number = dialable(text, member.country)
  if (!number) throw new Problem('invalid_value', { field }, { value: text })
  return number
}

const phonesOf = (texts: readonly string[], member: By['member'], field: string): string[] => [
  ...new Set(texts.map((text) => phoneOf(text, member, field))),
]

/**
 * What a number stands for, complete: what is not given stays. A number of a pool has no source of its own.
 * @throws Problem missing_value, invalid_value, not_found
 */
export async function newUse(
  tx: Transaction,
  input: UseInput,
  before: NumberUse | null,
  { member, now }: By,
): Promise<NumberUse> {
  const kind = input.kind ?? before?.kind ?? 'none'
  const kept = before?.kind === kind ? before : null
  const given = <Field extends keyof NumberUse & keyof UseInput>(field: Field, otherwise: NumberUse[Field]) =>
    (input[field] === undefined ? (kept?.[field] ?? otherwise) : input[field]) as NumberUse[Field]
  const start = input.since === undefined ? now : dayStart(input.since, member.timezone)
  const since = start > now ? now : start
  const none = { poolId: null, source: null, campaign: null, placement: null, keyword: null }
  const plain = { offline: false, siteId: null, replaces: [] }
  if (kind === 'none') return { since, kind, ...none, ...plain }
  if (kind === 'pool') {
    const poolId = given('poolId', null)
    if (!poolId) throw new Problem('missing_value', { field: 'poolId' })
    const pool = await readPool(tx, member.workspaceId, poolId)
    if (!pool || pool.archivedAt) throw new Problem('not_found', { field: 'poolId' })
    return { since, kind, ...none, poolId, ...plain }
  }
  const source = given('source', null)
  if (!source) throw new Problem('missing_value', { field: 'source' })
  const campaign = given('campaign', null)
  const placement = given('placement', null)
  return {
    ...{ since, kind, poolId: null, source, campaign, placement, keyword: given('keyword', null) },
    offline: given('offline', false),
    siteId: given('siteId', null),
    replaces: phonesOf(given('replaces', []), member, 'replaces'),
  }
}

const told = ({
  number,
  line,
  label,
  use: { since: _, ...use },
}: Pick<TrackingNumber, 'number' | 'line' | 'label' | 'use'>) => ({
  ...{ number, line, label },
  ...Object.fromEntries(Object.entries(use).filter(([, value]) => value !== null && value !== false)),
})

async function settle(tx: Transaction, { member, now }: By): Promise<void> {
  await settleSlots(tx, member.workspaceId, now)
  await tellLive(tx, { workspaceId: member.workspaceId, type: 'numbers' })
}

/** Adds numbers. Those that the company has already stay as they are. Returns what is new. */
export async function addNumbers(tx: Transaction, numbers: readonly NewNumber[], by: By): Promise<TrackingNumber[]> {
  const { member, now } = by
  const ids = new Set(await insertNumbers(tx, member.workspaceId, numbers, now))
  await settle(tx, by)
  const added = (await listNumbers(tx, member.workspaceId, now)).filter(({ id }) => ids.has(id))
  await appendAudit(
    tx,
    member.workspaceId,
    added.map((number) => ({
      at: now,
      actor: member.actor,
      action: 'number.added',
      objectType: 'number',
      objectId: number.id,
      after: told(number),
    })),
  )
  return added
}

/** Adds one number. @throws Problem conflict where the company has it, invalid_value where it is none */
export async function addNumber(
  tx: Transaction,
  input: UseInput & { number: string; line?: string | null | undefined; label?: string | null | undefined },
  by: By,
): Promise<TrackingNumber> {
  const number = phoneOf(input.number, by.member, 'number')
  const use = await newUse(tx, input, null, by)
  const [added] = await addNumbers(tx, [{ number, line: input.line || null, label: input.label || null, use }], by)
  if (!added) throw new Problem('conflict', { field: 'number' })
  return added
}

/** Changes a number. A use of its own begins only where it became another one. @throws Problem not_found */
export async function changeNumber(
  tx: Transaction,
  id: string,
  input: UseInput & { line?: string | null | undefined; label?: string | null | undefined },
  by: By,
): Promise<{ before: TrackingNumber; after: TrackingNumber }> {
  const { member, now } = by
  const before = await lockNumber(tx, member.workspaceId, id)
  if (!before) throw new Problem('not_found', { field: 'id' })
  const line = input.line === undefined ? before.line : input.line || null
  const label = input.label === undefined ? before.label : input.label || null
  const use = await newUse(tx, input, before.use, by)
  const isSame = canonicalJson({ ...use, since: 0 }) === canonicalJson({ ...before.use, since: 0 })
  await updateNumber(tx, member.workspaceId, id, { line, label })
  if (!isSame || input.since !== undefined) await writeUse(tx, member.workspaceId, id, use)
  const after = { ...before, line, label, use: isSame && input.since === undefined ? before.use : use }
  await settle(tx, by)
  await appendAudit(tx, member.workspaceId, [
    {
      at: now,
      actor: member.actor,
      action: 'number.changed',
      objectType: 'number',
      objectId: id,
      before: told(before),
      after: told(after),
    },
  ])
  return { before, after }
}

export interface PoolInput {
  readonly name?: string | undefined
  readonly siteId?: string | null | undefined
  readonly replaces?: readonly string[] | undefined
  readonly sources?: readonly string[] | undefined
  readonly holdSeconds?: number | undefined
  readonly lateSeconds?: number | undefined
  readonly whenDry?: DryPolicy | undefined
  readonly fallback?: string | null | undefined
  readonly acceptedLoss?: number | undefined
}

const toldPool = ({ id: _, level: __, createdAt: ___, archivedAt: ____, ...pool }: PoolRow) => pool

const newPool = (now: Date): PoolRow => ({
  id: newId(),
  name: '',
  siteId: null,
  replaces: [],
  sources: [],
  holdSeconds: 1_200,
  lateSeconds: 3_600,
  whenDry: 'share',
  fallback: null,
  acceptedLoss: 0.01,
  level: 'fine',
  createdAt: now,
  archivedAt: null,
})

const merged = (pool: PoolRow, input: PoolInput, member: By['member']): PoolRow => ({
  ...pool,
  name: input.name ?? pool.name,
  siteId: input.siteId === undefined ? pool.siteId : input.siteId,
  replaces: input.replaces ? phonesOf(input.replaces, member, 'replaces') : pool.replaces,
  sources: input.sources ?? pool.sources,
  holdSeconds: input.holdSeconds ?? pool.holdSeconds,
  lateSeconds: input.lateSeconds ?? pool.lateSeconds,
  whenDry: input.whenDry ?? pool.whenDry,
  fallback:
    input.fallback === undefined ? pool.fallback : input.fallback ? phoneOf(input.fallback, member, 'fallback') : null,
  acceptedLoss: input.acceptedLoss ?? pool.acceptedLoss,
})

/** Makes a pool without numbers. */
export async function addPool(tx: Transaction, input: PoolInput, { member, now }: By): Promise<PoolRow> {
  const pool = merged(newPool(now), input, member)
  await insertPool(tx, member.workspaceId, pool)
  await appendAudit(tx, member.workspaceId, [
    {
      at: now,
      actor: member.actor,
      action: 'pool.created',
      objectType: 'pool',
      objectId: pool.id,
      after: toldPool(pool),
    },
  ])
  await tellLive(tx, { workspaceId: member.workspaceId, type: 'numbers' })
  return pool
}

/** Changes a pool. @throws Problem not_found */
export async function changePool(tx: Transaction, id: string, input: PoolInput, { member, now }: By): Promise<PoolRow> {
  const before = await readPool(tx, member.workspaceId, id, 'lock')
  if (!before || before.archivedAt) throw new Problem('not_found', { field: 'id' })
  const after = merged(before, input, member)
  await updatePool(tx, member.workspaceId, after)
  await appendAudit(tx, member.workspaceId, [
    {
      at: now,
      actor: member.actor,
      action: 'pool.changed',
      objectType: 'pool',
      objectId: id,
      before: toldPool(before),
      after: toldPool(after),
    },
  ])
  await tellLive(tx, { workspaceId: member.workspaceId, type: 'numbers' })
  return after
}

/** Puts a pool away and takes its numbers out of use; calls of the time before stay joined. @throws Problem not_found */
export async function archivePool(tx: Transaction, id: string, by: By): Promise<void> {
  const { member, now } = by
  const before = await readPool(tx, member.workspaceId, id, 'lock')
  if (!before || before.archivedAt) throw new Problem('not_found', { field: 'id' })
  await updatePool(tx, member.workspaceId, { ...before, archivedAt: now })
  for (const { id: numberId, use } of await listNumbers(tx, member.workspaceId, now)) {
    if (use.poolId !== id) continue
    const none = { poolId: null, source: null, campaign: null, placement: null, keyword: null }
    await writeUse(tx, member.workspaceId, numberId, { ...use, ...none, since: now, kind: 'none' })
  }
  await settle(tx, by)
  await appendAudit(tx, member.workspaceId, [
    {
      at: now,
      actor: member.actor,
      action: 'pool.archived',
      objectType: 'pool',
      objectId: id,
      before: toldPool(before),
    },
  ])
}
