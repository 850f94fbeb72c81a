import type { Adapter, Provider } from './adapter.ts'
import { generic } from './generic.ts'
import { mango } from './mango.ts'
import { uis } from './uis.ts'
import { zadarma } from './zadarma.ts'

/** Every system that can be heard. A new one is a file beside this and a line here. */
export const adapters: Readonly<Record<Provider, Adapter>> = { generic, mango, uis, zadarma }

/** The adapter of a name that came from outside. */
export const adapterOf = (provider: string): Adapter | null =>
  Object.hasOwn(adapters, provider) ? adapters[provider as Provider] : null
