/** Whom the exchange rings next for a request. Pure. */

export interface Candidate {
  readonly id: string
  /** By which the exchange of the connection rings them; null: it cannot. */
  readonly line: string | null
  /** They talk, or are rung for somebody else. */
  readonly busy: boolean
  /** They were rung in this round already. */
  readonly tried: boolean
  /** How often they were rung for this request in all. */
  readonly times: number
  /** When they were last rung for anybody, in milliseconds; null: never. */
  readonly lastAt: number | null
  /** Their place in the company's list; 0 for everybody on duty. */
  readonly place: number
}

export type Choice =
  | { readonly kind: 'ring'; readonly id: string; readonly line: string }
  /** Nobody can be rung now, but somebody will be. */
  | { readonly kind: 'wait' }
  /** Everybody was rung in this round. */
  | { readonly kind: 'over' }

/** Those who were rung for this client least often come first; then the list's order, or whoever was not rung for longest. */
export function chooseManager(candidates: readonly Candidate[]): Choice {
  const reachable = candidates.flatMap((one) => (one.line === null ? [] : [{ ...one, line: one.line }]))
  if (reachable.length === 0) return { kind: 'wait' }
  const left = reachable.filter(({ tried }) => !tried)
  if (left.length === 0) return { kind: 'over' }
  const [next] = left
    .filter(({ busy }) => !busy)
    .sort((a, b) => a.times - b.times || a.place - b.place || (a.lastAt ?? 0) - (b.lastAt ?? 0))
  return next ? { kind: 'ring', id: next.id, line: next.line } : { kind: 'wait' }
}
