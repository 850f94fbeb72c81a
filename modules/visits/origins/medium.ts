/** The kinds of ways on which visitors come. */
export const mediums = [
  'ad',
  'search',
  'social',
  'messenger',
  'maps',
  'ai',
  'email',
  'referral',
  'direct',
  'other',
] as const
export type Medium = (typeof mediums)[number]

/** Where a visit came from: the four levels of the record's origins, with the kind of the way. */
export interface VisitOrigin {
  readonly medium: Medium
  readonly source: string
  readonly campaign: string | null
  readonly placement: string | null
  readonly keyword: string | null
  /** False where the marks of the address contradict each other. */
  readonly certain: boolean
}
