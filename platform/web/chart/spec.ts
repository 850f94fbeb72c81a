/** What a chart shows. From this both the picture and its table are made, so that they can't differ. */
export interface Series {
  readonly key: string
  readonly label: string
  /** One per category; null leaves a gap. */
  readonly values: readonly (number | null)[]
  /** The range in which each value lies. */
  readonly intervals?: readonly (readonly [low: number, high: number] | null)[]
  /** `quiet` for what is only compared with, `act` for what somebody must act on. */
  readonly tone?: 'quiet' | 'act' | 'look'
  /** A colour of its own, such as that of a class group: `var(--lk-lead)`. */
  readonly color?: string
}

export interface Category {
  readonly key: string
  readonly label: string
}

export interface Mark {
  readonly value: number
  readonly label: string
}

interface Common {
  readonly categories: readonly Category[]
  readonly format: (value: number) => string
  /** A norm or a threshold as a thin line. */
  readonly marks?: readonly Mark[]
}

export type ChartSpec =
  | (Common & {
      readonly kind: 'bars'
      readonly series: readonly Series[]
      /** People and sources read better as rows; days as columns. */
      readonly across?: boolean
      readonly stacked?: boolean
    })
  | (Common & { readonly kind: 'lines'; readonly series: readonly Series[]; readonly area?: boolean })
  | {
      readonly kind: 'heat'
      readonly rows: readonly Category[]
      readonly categories: readonly Category[]
      /** By row, then by category. */
      readonly values: readonly (readonly (number | null)[])[]
      readonly format: (value: number) => string
    }

/** The part of a chart that was clicked. */
export interface ChartPoint {
  readonly category: string
  /** Key of the series, or of the row of a heat map. */
  readonly series: string
}
