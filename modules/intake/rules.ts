/** What screens of other modules may know of connections. */
export type { DialRefusal } from './reasons.ts'
