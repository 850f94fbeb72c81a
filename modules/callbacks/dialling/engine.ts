/** The clock that calls: claims what is due, asks the exchanges, and gives up what nobody hears of. */
import { type Database, sql } from '../../../platform/database/database.ts'
import type { Log } from '../../../platform/log/log.ts'
import type { Dialling } from '../../intake/index.ts'
import { answerSeconds, type Claim, claimDue } from './claim.ts'
import { giveUpSilent, settle } from './settle.ts'
import { companiesToDial } from './store.ts'

export interface DialEngine {
  /** Tells the exchange what was claimed; resolves when its answer is written. Call it after the claim is committed. */
  place(claim: Claim): Promise<void>
  /** Does what is due now, and waits for the exchanges' answers. */
  turn(): Promise<void>
  /** Does so every second; returns how to stop it. */
  start(): Promise<() => Promise<void>>
}

const everyMs = 1_000
/** How long an exchange is waited for when the process ends: what it has not answered by then is unknown. */
const farewellMs = 5_000

export function createDialEngine({
  db,
  log,
  dialling,
  now,
}: {
  readonly db: Database
  readonly log: Log
  readonly dialling: Dialling
  readonly now: () => Date
}): DialEngine {
  const placing = new Set<Promise<void>>()
  const stopping = new AbortController()

  const place = (claim: Claim): Promise<void> => {
    const work = ask(claim)
      .catch((error: unknown) =>
        log.warn({ err: error, dial: claim.dial.id }, 'a callback’s call could not be settled'),
      )
      .finally(() => placing.delete(work))
    placing.add(work)
    return work
  }
  const ask = async (claim: Claim): Promise<void> => {
    const { workspaceId, connectionId, id, line } = claim.dial
    const { phone, callerId, ringSeconds } = claim
    const call = { id, line, phone, callerId, ringSeconds }
    // What is given up as unknown may not be dialled after that.
    const late = AbortSignal.timeout((ringSeconds + answerSeconds) * 1000)
    const signal = AbortSignal.any([stopping.signal, late])
    const placed = await dialling.place(db, workspaceId, connectionId, call, signal)
    await db.transaction((tx) => settle(tx, claim, placed, now()))
  }
  const company = async (workspaceId: string): Promise<void> => {
    const [found] = await db.query<{ zone: string }>(
      sql`select timezone as zone from workspaces where id = ${workspaceId}`,
    )
    if (!found) return
    await db.transaction((tx) => giveUpSilent(tx, workspaceId, now()))
    const claims = await db.transaction((tx) => claimDue(tx, dialling, { id: workspaceId, zone: found.zone }, now()))
    for (const claim of claims) void place(claim)
  }
  const turn = async (): Promise<void> => {
    for (const { id } of await companiesToDial(db, now())) {
      if (stopping.signal.aborted) return
      await company(id).catch((error: unknown) =>
        log.warn({ err: error, workspaceId: id }, 'callbacks wait to be called'),
      )
    }
  }
  let working: Promise<void> | undefined
  const run = (): void => {
    working ??= turn()
      .catch((error: unknown) => log.warn({ err: error }, 'callbacks wait to be called'))
      .finally(() => {
        working = undefined
      })
  }
  return {
    place,
    async turn() {
      await turn()
      await Promise.all(placing)
    },
    async start() {
      const timer = setInterval(run, everyMs)
      return async () => {
        clearInterval(timer)
        await working
        const farewell = setTimeout(() => stopping.abort(), farewellMs)
        await Promise.all(placing)
        clearTimeout(farewell)
      }
    },
  }
}
