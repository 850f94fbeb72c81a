import type { Endpoint } from '../api.ts'

/** What a connection is about to a person who looks: whether something is to be done, and since when. */
export type Status =
  | { readonly kind: 'working' | 'waiting' | 'connecting' | 'paused' }
  /** We don't get through to the provider; `half`: its events have come all the same since then. */
  | { readonly kind: 'failing' | 'half'; readonly since: string; readonly retryAt: string | null }
  /** The provider's newest request was turned away. */
  | { readonly kind: 'refusing'; readonly since: string }

type Fares = Pick<Endpoint, 'active' | 'lastEventAt' | 'listening' | 'refused'>

/** Whether we go to this very connection: its provider may only be gone to with a key that was not given. */
export const isGoneTo = ({ listening }: Pick<Fares, 'listening'>, listens: boolean): boolean =>
  listens && listening?.state !== 'off'

/** `listens`: the provider is one that we go to. The first rule that holds decides. */
export function statusOf({ active, lastEventAt, listening, refused }: Fares, listens: boolean): Status {
  if (!active) return { kind: 'paused' }
  const turnedAway = refused.filter(({ reason }) => reason !== 'paused').map(({ lastAt }) => lastAt)
  const lastRefusal = turnedAway.sort().at(-1)
  if (listening?.failure) {
    const { since, retryAt } = listening
    return { kind: lastEventAt && lastEventAt > since ? 'half' : 'failing', since, retryAt }
  }
  if (lastRefusal && (!lastEventAt || lastRefusal > lastEventAt)) return { kind: 'refusing', since: lastRefusal }
  if (isGoneTo({ listening }, listens) && listening?.state !== 'ok') return { kind: 'connecting' }
  return { kind: lastEventAt || listening?.state === 'ok' ? 'working' : 'waiting' }
}

export const isTrouble = ({ kind }: Status): boolean => kind === 'failing' || kind === 'refusing'
