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
import type { ProviderWords } from './provider.ts'
import { rostelecom } from './rostelecom.ts'
import { telegram } from './telegram.ts'
import { uis } from './uis.ts'
import { vk } from './vk.ts'
import { whatsapp } from './whatsapp.ts'
import { zadarma } from './zadarma.ts'

/** What the screens say about each provider that is built, by its key. A new one is a file beside this, a line here and its name in names.ts. */
export const providerWords: Readonly<Record<string, ProviderWords>> = {
  generic,
  mango,
  uis,
  imap,
  telegram,
  vk,
  whatsapp,
  avito,
  max,
  zadarma,
  beeline,
  megafon,
  mts,
  rostelecom,
  ami,
  amocrm,
  bitrix24,
}
