import { Problem } from '../../../kernel/problem.ts'
import type { Adapter, Provider } from './adapter.ts'
import { ami } from './ami.ts'
import { amocrm } from './amocrm.ts'
import { avito } from './avito.ts'
import { beeline } from './beeline.ts'
import { bitrix24 } from './bitrix24.ts'
import { generic } from './generic.ts'
import { imap } from './imap.ts'
import { mango } from './mango.ts'
import { max } from './max.ts'
import { megafon } from './megafon.ts'
import { mts } from './mts.ts'
import { rostelecom } from './rostelecom.ts'
import { telegram } from './telegram.ts'
import { uis } from './uis.ts'
import { vk } from './vk.ts'
import { whatsapp } from './whatsapp.ts'
import { zadarma } from './zadarma.ts'

/** Every system that can be heard. A new one is a file beside this and a line here. */
const built: readonly Adapter[] = [
  generic,
  mango,
  uis,
  zadarma,
  beeline,
  megafon,
  mts,
  rostelecom,
  ami,
  amocrm,
  bitrix24,
  imap,
  telegram,
  vk,
  whatsapp,
  avito,
  max,
]

export const adapters: ReadonlyMap<Provider, Adapter> = new Map(built.map((adapter) => [adapter.provider, adapter]))

/**
 * The adapter of a provider that a connection names.
 * @throws Problem `invalid_value` at `provider` where it is not built
 */
export function builtAdapter(provider: Provider): Adapter {
  const adapter = adapters.get(provider)
  if (!adapter) throw new Problem('invalid_value', { field: 'provider' }, { value: provider })
  return adapter
}

/** The adapter of a name that came from outside. */
export const adapterOf = (provider: string): Adapter | null => adapters.get(provider as Provider) ?? null
