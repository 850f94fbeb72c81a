import { screens as attribution } from '../../modules/attribution/web/index.ts'
import { screens as callbacks } from '../../modules/callbacks/web/index.ts'
import { screens as calls } from '../../modules/calls/web/index.ts'
import { screens as chat } from '../../modules/chat/web/index.ts'
import { screens as classification } from '../../modules/classification/web/index.ts'
import { screens as crm } from '../../modules/crm/web/index.ts'
import { screens as deals } from '../../modules/deals/web/index.ts'
import { screens as hooks } from '../../modules/hooks/web/index.ts'
import { screens as intake } from '../../modules/intake/web/index.ts'
import { screens as interactions } from '../../modules/interactions/web/index.ts'
import { screens as notifications } from '../../modules/notifications/web/index.ts'
import { screens as numbers } from '../../modules/numbers/web/index.ts'
import { screens as recordings } from '../../modules/recordings/web/index.ts'
import { screens as visits } from '../../modules/visits/web/index.ts'
import { screens as workspaces } from '../../modules/workspaces/web/index.ts'
import type { Screen } from '../../platform/web/index.ts'

/** Every screen of a company. A module adds its screens with one line. */
export const screens: readonly Screen[] = [
  ...interactions,
  ...chat,
  ...callbacks,
  ...intake,
  ...recordings,
  ...hooks,
  ...attribution,
  ...visits,
  ...deals,
  ...crm,
  ...numbers,
  ...calls,
  ...classification,
  ...notifications,
  ...workspaces,
]
