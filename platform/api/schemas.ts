/** What the contracts of several modules say in the same way. */
import { z } from 'zod'

/** A day of the company's calendar. Years beyond these are slips of the keyboard, and beyond what calendars can count. */
export const daySchema = z.iso
  .date()
  .refine((day) => day >= '1970-01-01' && day < '2200-01-01', 'a day between 1970 and 2199')

/** Where the page before ended: the day and id of its last row. */
export const pageMark = z.string().regex(/^\d{4}-\d\d-\d\d\/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)

/** A row of a file that can't be imported, and why. */
export const wrongRow = z.object({
  row: z.number().int(),
  field: z.string().nullable(),
  code: z.string(),
  message: z.string(),
})

/** The heading of a field's column; null: the file has no such column. */
export const columnChoice = z.string().nullable().optional()

/** A value beside an uploaded file: as itself, or written as JSON, because a form's fields are text. */
export const orJson = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([schema, z.string().transform((text) => schema.parse(JSON.parse(text)))])
