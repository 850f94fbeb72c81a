/** What an examination found, and what to do about it. */
export interface Finding {
  readonly name: string
  readonly state: 'ok' | 'warning' | 'problem'
  readonly what: string
  /** How to put it right; empty where nothing is wrong. */
  readonly fix: string
}

export const ok = (name: string, what: string): Finding => ({ name, state: 'ok', what, fix: '' })
export const warning = (name: string, what: string, fix: string): Finding => ({ name, state: 'warning', what, fix })
export const problem = (name: string, what: string, fix: string): Finding => ({ name, state: 'problem', what, fix })
