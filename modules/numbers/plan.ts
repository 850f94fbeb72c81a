/** What a company's pages show instead of which number: read once in a while, asked on every hit. */
import { LRUCache } from 'lru-cache'
import type { Queryable } from '../../platform/database/database.ts'
import { fits, type OriginPattern } from './rules.ts'
import type { HeldOrigin } from './store/holds.ts'
import { listNumbers } from './store/numbers.ts'
import { listPools, type PoolRow } from './store/pools.ts'

interface StaticSwap extends OriginPattern {
  readonly number: string
  readonly siteId: string | null
  readonly replaces: readonly string[]
}

export interface Plan {
  readonly statics: readonly StaticSwap[]
  readonly pools: readonly PoolRow[]
}

/** How long another process may go on with what was so before somebody changed it. */
const freshMs = 5_000

export interface Plans {
  of(db: Queryable, workspaceId: string, now: Date): Promise<Plan>
  /** Something was changed here: read it anew. */
  forget(workspaceId: string): void
}

export function createPlans(): Plans {
  const plans = new LRUCache<string, Promise<Plan>>({ max: 1_000, ttl: freshMs })
  return {
    of(db, workspaceId, now) {
      const known = plans.get(workspaceId)
      if (known) return known
      const reading = readPlan(db, workspaceId, now)
      plans.set(workspaceId, reading)
      // What could not be read is asked for again at once.
      reading.catch(() => plans.delete(workspaceId))
      return reading
    },
    forget: (workspaceId) => void plans.delete(workspaceId),
  }
}

async function readPlan(db: Queryable, workspaceId: string, now: Date): Promise<Plan> {
  const [numbers, pools] = await Promise.all([listNumbers(db, workspaceId, now), listPools(db, workspaceId)])
  return {
    pools: pools.filter(({ replaces }) => replaces.length > 0),
    statics: numbers.flatMap(({ number, use }) =>
      use.kind === 'static' && use.source && use.replaces.length > 0 ? [{ ...use, source: use.source, number }] : [],
    ),
  }
}

export interface Shown {
  /** Numbers of the page that one source's own number stands for, by the page's number. */
  readonly fixed: ReadonlyMap<string, string>
  /** Pools that stand for the rest, with the numbers of the page that each is for. */
  readonly pools: readonly { readonly pool: PoolRow; readonly replaces: readonly string[] }[]
}

/** What a visitor of that origin is to see on a site. The most exact static number wins, then the oldest pool. */
export function showTo(plan: Plan, siteId: string, origin: HeldOrigin | null): Shown {
  const isOfSite = (one: { readonly siteId: string | null }) => one.siteId === null || one.siteId === siteId
  const fixed = new Map<string, string>()
  const best = new Map<string, number>()
  for (const swap of plan.statics.filter(isOfSite)) {
    const exactness = fits(swap, origin)
    for (const page of exactness > 0 ? swap.replaces : []) {
      if (exactness <= (best.get(page) ?? 0)) continue
      best.set(page, exactness)
      fixed.set(page, swap.number)
    }
  }
  const taken = new Set(fixed.keys())
  const pools = plan.pools.filter(isOfSite).flatMap((pool) => {
    if (pool.sources.length > 0 && !pool.sources.some((source) => isSameName(source, origin?.source))) return []
    const replaces = pool.replaces.filter((page) => !taken.has(page))
    for (const page of replaces) taken.add(page)
    return replaces.length > 0 ? [{ pool, replaces }] : []
  })
  return { fixed, pools }
}

const isSameName = (a: string, b: string | undefined): boolean => a.toLowerCase() === b?.toLowerCase()
