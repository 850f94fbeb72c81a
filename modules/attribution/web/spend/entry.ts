import type { SpendEntry } from '../../contract.ts'

/** An amount as these screens need it. */
export type Entry = Omit<SpendEntry, 'updatedAt'>
