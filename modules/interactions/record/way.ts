/** The way on which a client came: what was told of it, and what a higher module makes of the call where nobody told more. */
import type { Transaction } from '../../../platform/database/database.ts'
import { moreExact, type Told } from '../fold.ts'
import type { OriginBasis, OriginObservation } from '../observation.ts'
import type { InteractionRow } from '../row.ts'
import { type OriginIds, resolveOrigins } from './directory.ts'

/** What the dialled number says of one interaction. */
export interface FoundOrigin {
  /** Null where the visit is known and its own origin is not. */
  readonly origin: OriginObservation | null
  readonly basis: OriginBasis
  /** 1–100 %. */
  readonly confidence: number
  readonly visitId: string | null
  /** The visitor of the company's sites who called, where that is beyond doubt; null elsewhere. */
  readonly visitor: string | null
}

/**
 * Finds the origins of interactions that are being recorded, a whole batch at a time, in the recorder's transaction. The answer depends
 * on nothing but what was told and what the database says, so that asking again later (`Recorder.reorigin`) puts it right.
 */
export type OriginResolver = (
  tx: Transaction,
  workspaceId: string,
  asked: readonly Told[],
) => Promise<readonly (FoundOrigin | null)[]>

export type Way = Pick<
  InteractionRow,
  | 'sourceId'
  | 'campaignId'
  | 'placementId'
  | 'keywordId'
  | 'originCertain'
  | 'originBasis'
  | 'originConfidence'
  | 'visitId'
>

/** How the clients of a batch came, by its order. */
export interface Ways {
  readonly of: (i: number) => Way
  /** The visitor who is the client beyond doubt; null where nobody says so. */
  readonly visitorOf: (i: number) => string | null
}

/** The ways of a batch: the more exact of what was told and what was found. */
export async function findWays(
  tx: Transaction,
  workspaceId: string,
  told: readonly Told[],
  originOf: OriginResolver | null,
  now: Date,
): Promise<Ways> {
  const found = originOf && told.length > 0 ? await originOf(tx, workspaceId, told) : []
  const chosen = told.map((one, i) => moreExact(one.origin, found[i]?.origin ?? null))
  const idsOf = await resolveOrigins(
    tx,
    workspaceId,
    chosen.flatMap((origin) => origin ?? []),
    now,
  )
  return {
    of: (i) => wayOf(idsOf(chosen[i]), chosen[i] ?? null, found[i] ?? null, told[i]?.visit ?? null),
    visitorOf: (i) => found[i]?.visitor ?? null,
  }
}

function wayOf(ids: OriginIds, origin: Told['origin'], found: FoundOrigin | null, visit: string | null): Way {
  const byNumber = found !== null && origin !== null && origin === found.origin
  return {
    ...ids,
    originCertain: origin ? origin.certain !== false : null,
    originBasis: byNumber ? found.basis : null,
    originConfidence: byNumber ? found.confidence : null,
    visitId: visit ?? found?.visitId ?? null,
  }
}
