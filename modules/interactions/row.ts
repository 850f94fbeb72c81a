/** One interaction as it lies in the table, in the words of the code. */
import type { Direction, InteractionKind, OriginBasis } from './observation.ts'
import type { Outcome, State } from './rules.ts'

export interface InteractionRow {
  readonly workspaceId: string
  readonly id: string
  readonly provider: string
  readonly externalId: string
  readonly kind: InteractionKind
  readonly direction: Direction
  readonly state: State
  readonly outcome: Outcome | null
  readonly startedAt: Date
  readonly answeredAt: Date | null
  readonly endedAt: Date | null
  /** The company's calendar day and hour (0–23) of the start. */
  readonly localDay: string
  readonly localHour: number
  readonly waitSeconds: number | null
  readonly talkSeconds: number | null
  readonly durationSeconds: number | null
  /** E.164, or the extension where the other end is a colleague, or digits that are no number. */
  readonly partyNumber: string | null
  readonly partyKind: string | null
  /** 63-bit hash of the number, as decimal text. */
  readonly partyHash: string | null
  readonly partyAddress: string | null
  readonly partyName: string | null
  readonly ourAddress: string | null
  readonly line: string | null
  readonly employeeId: string | null
  readonly departmentId: string | null
  readonly customerId: string | null
  readonly sourceId: string | null
  readonly campaignId: string | null
  readonly placementId: string | null
  readonly keywordId: string | null
  readonly originCertain: boolean | null
  /** What the origin follows from, where nobody told it, and how sure that is, 1–100 %. */
  readonly originBasis: OriginBasis | null
  readonly originConfidence: number | null
  /** The visit to a site that led to it. */
  readonly visitId: string | null
  readonly classId: string | null
  readonly classSetAt: Date | null
  readonly classSetBy: string | null
  readonly isTest: boolean
  readonly subject: string | null
  readonly recordingUrl: string | null
  /** What was told and does not stand in the other fields (told.ts). */
  readonly told: Readonly<Record<string, unknown>> | null
  readonly importId: string | null
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Field → column and its type: the one place where both names meet. */
export const columns = {
  workspaceId: ['workspace_id', 'uuid'],
  id: ['id', 'uuid'],
  provider: ['provider', 'text'],
  externalId: ['external_id', 'text'],
  kind: ['kind', 'text'],
  direction: ['direction', 'text'],
  state: ['state', 'text'],
  outcome: ['outcome', 'text'],
  startedAt: ['started_at', 'timestamptz'],
  answeredAt: ['answered_at', 'timestamptz'],
  endedAt: ['ended_at', 'timestamptz'],
  localDay: ['local_day', 'date'],
  localHour: ['local_hour', 'smallint'],
  waitSeconds: ['wait_seconds', 'int'],
  talkSeconds: ['talk_seconds', 'int'],
  durationSeconds: ['duration_seconds', 'int'],
  partyNumber: ['party_number', 'text'],
  partyKind: ['party_kind', 'text'],
  partyHash: ['party_hash', 'bigint'],
  partyAddress: ['party_address', 'text'],
  partyName: ['party_name', 'text'],
  ourAddress: ['our_address', 'text'],
  line: ['line', 'text'],
  employeeId: ['employee_id', 'uuid'],
  departmentId: ['department_id', 'uuid'],
  customerId: ['customer_id', 'uuid'],
  sourceId: ['source_id', 'uuid'],
  campaignId: ['campaign_id', 'uuid'],
  placementId: ['placement_id', 'uuid'],
  keywordId: ['keyword_id', 'uuid'],
  originCertain: ['origin_certain', 'boolean'],
  originBasis: ['origin_basis', 'text'],
  originConfidence: ['origin_confidence', 'smallint'],
  visitId: ['visit_id', 'uuid'],
  classId: ['class_id', 'uuid'],
  classSetAt: ['class_set_at', 'timestamptz'],
  classSetBy: ['class_set_by', 'uuid'],
  isTest: ['is_test', 'boolean'],
  subject: ['subject', 'text'],
  recordingUrl: ['recording_url', 'text'],
  told: ['told', 'jsonb'],
  importId: ['import_id', 'uuid'],
  createdAt: ['created_at', 'timestamptz'],
  updatedAt: ['updated_at', 'timestamptz'],
} as const satisfies Record<keyof InteractionRow, readonly [column: string, type: string]>

export const fields = Object.keys(columns) as (keyof InteractionRow)[]

/** The select list that reads a row back as `InteractionRow`; `alias` names the table. */
export const selectList = (alias: string): string =>
  fields
    .map((field) => {
      const [column, type] = columns[field]
      return type === 'bigint' ? `${alias}.${column}::text as "${field}"` : `${alias}.${column} as "${field}"`
    })
    .join(', ')
