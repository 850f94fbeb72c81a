/**
 * Work that happens later, at least once, in whatever server process is free. A job that throws is tried again with
 * growing pauses. Its data holds ids, never copies of rows.
 */
export interface Jobs {
  /**
   * Names a kind of job and the function that does it. `retryLimit` defaults to 5, `concurrency` to 1 per process.
   * A long one looks at `stopping` and ends early when the server stops; it has to see to it that it is taken up again.
   */
  define<Data extends object>(
    name: string,
    work: (data: Data, stopping: AbortSignal) => Promise<void>,
    options?: JobOptions,
  ): void
  /** Queues one job. `key`: while a job of that key waits, a second is not queued. `after`: not before that moment. */
  add<Data extends object>(
    name: string,
    data: Data,
    options?: { readonly key?: string; readonly after?: Date },
  ): Promise<void>
}

export interface JobOptions {
  readonly retryLimit?: number
  readonly concurrency?: number
}
