export { filterSchema, type InteractionFilter } from './contract.ts'
export type {
  Direction,
  InteractionKind,
  LegObservation,
  LegOutcome,
  MessageObservation,
  Observation,
  OriginObservation,
} from './observation.ts'
export type { Change, Projection } from './projection.ts'
export type { RecordingWorkspace } from './record/derive.ts'
export { lockWriters, type Recorded, recordInteractions } from './record/record.ts'
export { defineRollup } from './rollup.ts'
export type { InteractionRow } from './row.ts'
export { migrations } from './tables.ts'
