import type { NoticeKind } from '../../platform/notices/kinds.ts'
import type { WorkSource } from '../../platform/notices/work.ts'
import type { ServerModule } from '../../platform/services/server-module.ts'
import type { Services } from '../../platform/services/services.ts'

/** What modules bring: the kinds of notices that they announce, and what waits for people in them. */
export interface Told {
  readonly kinds: readonly NoticeKind[]
  readonly work: readonly WorkSource[]
}

/** Tells people what they have to know, where and when they want it. */
export function createNotifications(_services: Services, _told: Told): ServerModule {
  return {}
}
