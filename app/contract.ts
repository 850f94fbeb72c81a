import { contract as attribution } from '../modules/attribution/contract.ts'
import { contract as callbacks } from '../modules/callbacks/contract.ts'
import { contract as calls } from '../modules/calls/contract.ts'
import { contract as chat } from '../modules/chat/contract.ts'
import { contract as classification } from '../modules/classification/contract.ts'
import { contract as crm } from '../modules/crm/contract.ts'
import { contract as deals } from '../modules/deals/contract.ts'
import { contract as hooks } from '../modules/hooks/contract.ts'
import { importsContract as imports, contract as intake } from '../modules/intake/contract.ts'
import { contract as interactions } from '../modules/interactions/contract.ts'
import { contract as messaging } from '../modules/messaging/contract.ts'
import { contract as notifications } from '../modules/notifications/contract.ts'
import { contract as numbers } from '../modules/numbers/contract.ts'
import { contract as recordings } from '../modules/recordings/contract.ts'
import { contract as visits } from '../modules/visits/contract.ts'
import { contract as workspaces } from '../modules/workspaces/contract.ts'

/** The whole API, keyed by module. The browser's client, the OpenAPI document and the server are all made from it. */
export const contract = {
  workspaces,
  interactions,
  intake,
  recordings,
  hooks,
  visits,
  imports,
  attribution,
  chat,
  callbacks,
  deals,
  crm,
  numbers,
  messaging,
  calls,
  classification,
  notifications,
}
