import { connectionParts as attribution } from '../../modules/attribution/web/index.ts'
import type { ConnectionPart } from '../../modules/intake/web/index.ts'

/** What modules above intake show on the screen of connections. A module adds its parts with one line. */
export const connectionParts: readonly ConnectionPart[] = [...attribution]
