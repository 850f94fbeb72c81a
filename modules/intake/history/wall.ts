/** Times as providers want them in a question: what a clock on the wall shows. */

/** `2026-11-24 10:20:30` in an IANA zone. */
export const wallOf = (at: Date, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(at)

/** `20261124T102030Z`. */
export const compactOf = (at: Date): string => at.toISOString().replace(/[-:]|\.\d+/g, '')
