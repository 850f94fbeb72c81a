import type { Format, Translate } from '../../../platform/web/index.ts'
import type { explainTexts } from './explain-texts.ts'
import type { Figure, Owner } from './links.ts'
import type { texts } from './texts.ts'

/** What every cell of the report needs beside its figures. */
export interface ColumnContext {
  readonly t: Translate<typeof texts>
  readonly explain: Translate<typeof explainTexts>
  readonly format: Format
  /** The address of the interactions behind a figure; null where there are none. */
  readonly linkTo: (owner: Owner, figure: Figure) => string | null
}
