export { createInteractions } from './api.ts'
export { addDefaultClasses, type DefaultClass, defaultClasses } from './classes/default-classes.ts'
export { classDueSql, classedInTimeSql } from './classes/in-time.ts'
export {
  type ClassReview,
  dropReviews,
  noteChecked,
  noteDispute,
  readReviews,
  uncheck,
} from './classes/reviews.ts'
export { setClass } from './classes/set-class.ts'
export { listClasses } from './classes/store.ts'
export type { InteractionFilter } from './filter.ts'
export { classSql, type Viewer, whereInteractions } from './filter-sql.ts'
export { findInteraction } from './find-interaction.ts'
export type { Told } from './fold.ts'
export { findOwners } from './jobs.ts'
export type {
  Direction,
  InteractionKind,
  LegObservation,
  LegOutcome,
  MessageObservation,
  Observation,
  OriginBasis,
  OriginObservation,
} from './observation.ts'
export type { Change, Projection } from './projection.ts'
export type { RecordingWorkspace } from './record/derive.ts'
export { lineKey, type OriginIds, readDirectory, resolveOrigins } from './record/directory.ts'
export { createHearing, type HeardBatch } from './record/hear.ts'
export { type Afresh, lockWriters, type Recorded } from './record/record.ts'
export { createRecorder, type Recorder } from './record/recorder.ts'
export { refreshStatistics } from './record/refresh-statistics.ts'
export type { RemovedImport } from './record/remove-import.ts'
export type { FoundOrigin, OriginResolver } from './record/way.ts'
export { defineRollup, defineSpreadRollup } from './rollup.ts'
export type { InteractionRow } from './row.ts'
export { countInteractions } from './store/counts.ts'
export { readCursor, writeCursor } from './store/cursor.ts'
export { readItems } from './store/list.ts'
export { migrations } from './tables.ts'
export { classWork } from './work.ts'
