export const eventStates = ['waiting', 'applied', 'ignored', 'failed'] as const
/** `ignored` was understood and does not matter to the record; `failed` keeps its reason and can be replayed. */
export type EventState = (typeof eventStates)[number]
