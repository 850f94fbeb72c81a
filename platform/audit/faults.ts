/**
 * What is wrong with a chain: `changed` an entry was edited, `missing` one is gone, `unlinked` one does not continue the one before it
 * (swapped, or rehashed after an edit), `truncated` the newest are gone, `head` the recorded end was rewritten, `rewritten` the whole
 * chain fits but not the hash that somebody had noted.
 */
export const auditFaults = ['changed', 'missing', 'unlinked', 'truncated', 'head', 'rewritten'] as const
export type AuditFault = (typeof auditFaults)[number]
