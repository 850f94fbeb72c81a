import { migrations as attribution } from '../modules/attribution/index.ts'
import { migrations as callbacks } from '../modules/callbacks/index.ts'
import { migrations as calls } from '../modules/calls/index.ts'
import { migrations as chat } from '../modules/chat/index.ts'
import { migrations as classification } from '../modules/classification/index.ts'
import { migrations as crm } from '../modules/crm/index.ts'
import { migrations as customers } from '../modules/customers/index.ts'
import { migrations as deals } from '../modules/deals/index.ts'
import { migrations as hooks } from '../modules/hooks/index.ts'
import { importMigrations as imports, migrations as intake } from '../modules/intake/index.ts'
import { migrations as interactions } from '../modules/interactions/index.ts'
import { migrations as messaging } from '../modules/messaging/index.ts'
import { migrations as notifications } from '../modules/notifications/index.ts'
import { migrations as numbers } from '../modules/numbers/index.ts'
import { migrations as recordings } from '../modules/recordings/index.ts'
import { migrations as visits } from '../modules/visits/index.ts'
import { migrations as workspaces } from '../modules/workspaces/index.ts'
import { auditMigrations } from '../platform/audit/tables.ts'
import { authMigrations } from '../platform/auth/tables.ts'
import type { Migration } from '../platform/migrations/migrations.ts'
import { noticeMigrations } from '../platform/notices/tables.ts'

/** Every step of the schema, in the order in which the modules build on each other. */
export const migrations: readonly Migration[] = [
  ...authMigrations,
  ...auditMigrations,
  ...noticeMigrations,
  ...workspaces,
  ...customers,
  ...interactions,
  ...intake,
  ...recordings,
  ...hooks,
  ...visits,
  ...imports,
  ...attribution,
  ...chat,
  ...callbacks,
  ...deals,
  ...crm,
  ...numbers,
  ...messaging,
  ...calls,
  ...classification,
  ...notifications,
]
