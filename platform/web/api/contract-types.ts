/** The part of the API's contract that a client needs at run time: where each operation is, and nothing else. */
export interface SlimOperation {
  readonly '~orpc': {
    readonly route: { readonly method: string; readonly path: string }
    readonly meta: object
    readonly errorMap: object
  }
}
export interface SlimContract {
  readonly [name: string]: SlimOperation | SlimContract
}
