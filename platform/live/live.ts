/** What is told to open screens: that something changed, never what. A screen asks again through the API, where rights are checked. */
export interface LiveEvent {
  readonly workspaceId: string
  /** `interactions`, `imports`, `inbox`, … */
  readonly type: string
}

/** Hears of committed changes in every server process that shares the database (LISTEN/NOTIFY). */
export interface Live {
  /** Calls `listener` for each event of the workspace until the returned function is called. */
  subscribe(workspaceId: string, listener: (event: LiveEvent) => void): () => void
}

/** The channel of `pg_notify`; the payload is a `LiveEvent` as JSON. */
export const liveChannel = 'lidoskop_live'
