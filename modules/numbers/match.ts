/** Joins calls to what their number stood for: one source, or the visit that saw it. */
import { groupBy } from '../../kernel/collections.ts'
import type { FoundOrigin, OriginObservation, OriginResolver, Told } from '../interactions/index.ts'
import { clockSkewSeconds, matchCall, namesVisitor } from './rules.ts'
import {
  type AskedCall,
  type HeldNumber,
  holdsAround,
  type KnownUse,
  knownNumbers,
  standsFor,
} from './store/matches.ts'

type Names = Pick<KnownUse, 'source' | 'campaign' | 'placement' | 'keyword'>

const originOf = ({ source, campaign, placement, keyword }: Names, certain: boolean): OriginObservation | null =>
  source === null
    ? null
    : {
        source,
        ...(campaign ? { campaign } : {}),
        ...(placement ? { placement } : {}),
        ...(keyword ? { keyword } : {}),
        certain,
      }

/** Only a client who called us dialled a number. */
const isAsked = (told: Told): boolean => told.kind === 'call' && (told.direction ?? 'inbound') === 'inbound'

/** The origins that the dialled numbers tell: at most two queries for a batch, none for one without inbound calls. */
export const originsByNumber: OriginResolver = async (tx, workspaceId, asked) => {
  const found: (FoundOrigin | null)[] = asked.map(() => null)
  const inbound = asked.map((told) => (isAsked(told) ? told.ourAddress : null))
  const numbers = await knownNumbers(
    tx,
    workspaceId,
    inbound.flatMap((address) => address ?? []),
  )
  if (numbers.size === 0) return found
  const pooled: (AskedCall & { readonly use: KnownUse })[] = []
  asked.forEach(({ startedAt: at, partyPhone: phone }, i) => {
    const address = inbound[i] ?? ''
    const known = numbers.get(address)
    const use = known && standsFor(known, at)
    if (!known || !use) return
    if (use.kind === 'static') {
      found[i] = { origin: originOf(use, true), basis: 'static_number', confidence: 100, visitId: null, visitor: null }
    } else if (use.kind === 'pool') {
      const before = new Date(at.getTime() + clockSkewSeconds * 1000)
      pooled.push({ i, number: known.number, before, at, address, phone, use })
    }
  })
  if (pooled.length === 0) return found
  const holds = await holdsAround(
    tx,
    workspaceId,
    pooled.map(({ use: _, ...call }) => call),
  )
  const holdsOf = groupBy(holds, ({ i }) => i)
  for (const { i, use, at } of pooled) found[i] = ofHolds(at, holdsOf.get(i) ?? [], use)
  return found
}

function ofHolds(at: Date, holds: readonly HeldNumber[], use: KnownUse): FoundOrigin | null {
  const terms = { holdSeconds: use.holdSeconds ?? 0, lateSeconds: use.lateSeconds ?? 0 }
  const match = matchCall(at, holds, terms)
  if (!match) return null
  const { hold, basis, confidence } = match
  const certain = basis === 'held_number' && hold.certain !== false
  // Who called the number before it was shown to this visitor may have it written down.
  const isOldCaller = hold.knownSince !== null && hold.knownSince < hold.startedAt
  const visitor = !isOldCaller && namesVisitor(at, match, holds, terms) ? hold.visitorId : null
  return { origin: originOf(hold, certain), basis, confidence, visitId: hold.visitId, visitor }
}
