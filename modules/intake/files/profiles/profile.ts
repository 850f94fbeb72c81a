import type { ProblemCode } from '../../../../kernel/problem.ts'
import type { FieldSpecs, Values } from '../../../../platform/files/records.ts'
import type { TableShape } from '../../../../platform/files/table.ts'
import type { Observation } from '../../../interactions/index.ts'

/** What one row tells, before it is known under which identity it enters the record. */
export interface Draft {
  /** The exchange's own identity of the whole call; null where the file has none: then the content names it. */
  readonly id: string | null
  readonly told: Omit<Observation, 'provider' | 'externalId'>
}

/** Why a row can't be taken, with the field and what stood there. */
export interface Refusal {
  readonly refused: ProblemCode
  readonly field: string
  readonly value: string
}

export interface RowContext {
  /** ISO country whose habits numbers without a code follow. */
  readonly country: string
  /** IANA zone in which the file's clock runs. */
  readonly zone: string
  /** What stands for every row of the file. */
  readonly constants: Readonly<Record<string, string | undefined>>
  /** Field → what a value of the file means; an empty meaning leaves the value out. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>> | undefined>>
  /** A short name of the form of the file (its headings). */
  readonly signature: string
  /** Key of the class that a lower-case key or name stands for. */
  readonly classes: ReadonlyMap<string, string>
}

/** How sure a profile is that a file is its own, from 0 to 1, and where it would find its fields. */
export interface Recognised {
  readonly confidence: number
  readonly columns: Readonly<Record<string, number>>
}

/** One kind of file: what its columns mean and how a row becomes an observation. Pure. */
export interface Profile {
  readonly name: string
  readonly fields: FieldSpecs
  recognise(shape: TableShape): Recognised
  /** Fields whose columns hold something else than usual (a time of day where a moment is expected), told from a sample. */
  fieldsFor?(shape: TableShape, columns: Readonly<Record<string, number>>): FieldSpecs
  /** What is wanted before anything can be read; the required fields without a column where it is not told otherwise. */
  missing?(columns: Readonly<Record<string, number>>, constants: RowContext['constants']): string[]
  observe(values: Readonly<Record<string, unknown>>, context: RowContext): Draft | Refusal
}

/** Describes a profile whose `observe` sees the types of its own fields. */
export const defineProfile = <const Specs extends FieldSpecs>(
  profile: Omit<Profile, 'fields' | 'observe'> & {
    readonly fields: Specs
    observe(values: Values<Specs>, context: RowContext): Draft | Refusal
  },
): Profile => profile as Profile
