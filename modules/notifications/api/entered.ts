import { randomBytes } from 'node:crypto'
import { Problem } from '../../../kernel/problem.ts'
import type { ChannelKind } from '../rules.ts'

interface Entered {
  readonly url?: string | undefined
  readonly token?: string | undefined
  readonly chat?: string | undefined
  readonly apiUrl?: string | undefined
}

type Field = keyof Entered

/** What each kind of channel is made of. `secret` is sealed and never shown again; the address of Slack's webhook is one. */
const fields: Readonly<
  Record<
    ChannelKind,
    { readonly secret: readonly Field[]; readonly open: readonly Field[]; readonly needed: readonly Field[] }
  >
> = {
  slack: { secret: ['url'], open: [], needed: ['url'] },
  telegram: { secret: ['token'], open: ['chat', 'apiUrl'], needed: ['token', 'chat'] },
  webhook: { secret: [], open: ['url'], needed: ['url'] },
}

const pick = (names: readonly Field[], entered: Entered): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (entered[name] ? [[name, entered[name]]] : [])))

export const enteredSecrets = (kind: ChannelKind, entered: Entered) => pick(fields[kind].secret, entered)
export const enteredSettings = (kind: ChannelKind, entered: Entered) => pick(fields[kind].open, entered)

/** @throws Problem missing_value */
export function requireEntered(kind: ChannelKind, entered: Entered): void {
  const missing = fields[kind].needed.find((name) => !entered[name])
  if (missing) throw new Problem('missing_value', { field: missing })
}

/** The key of a webhook's signatures, shown once. */
export const newKey = (): string => `lsw_${randomBytes(24).toString('base64url')}`
