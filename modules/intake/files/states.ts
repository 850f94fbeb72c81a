/** The life of an import. */
export const importStates = [
  'uploaded',
  'queued',
  'running',
  'done',
  'failed',
  'cancelling',
  'cancelled',
  'undoing',
  'undone',
] as const
export type ImportState = (typeof importStates)[number]

/** States in which a background job has something to do. */
export const busyStates = ['queued', 'running', 'cancelling', 'undoing'] as const satisfies readonly ImportState[]

const next: Readonly<Record<'start' | 'cancel' | 'undo', Partial<Record<ImportState, ImportState>>>> = {
  start: { uploaded: 'queued' },
  cancel: { uploaded: 'cancelled', queued: 'cancelling', running: 'cancelling' },
  undo: { done: 'undoing', failed: 'undoing' },
}

/** The state after a person's act, or null where the act makes no sense. */
export const stateAfter = (act: keyof typeof next, state: ImportState): ImportState | null => next[act][state] ?? null
