import { z } from 'zod'
import { operation } from '../../../platform/api/contract.ts'
import { dateForms } from '../../../platform/files/dates.ts'
import { workspaceInput } from '../../workspaces/contract.ts'
import { choicesSchema } from './choices.ts'
import { importStates } from './states.ts'

const id = z.uuid()
const at = z.date()
const tag = 'Imports (files in)'
const count = z.number().int().min(0)

const inWorkspace = <Shape extends z.ZodRawShape>(shape: Shape) => workspaceInput.extend(shape)

const problemSchema = z.object({
  row: z.number().describe('Line of the file, or row of the sheet, from 1'),
  field: z.string().nullable(),
  code: z.string(),
  value: z.string().describe('What stood there'),
  message: z.string().describe('In the language of the caller'),
})
export type ImportProblem = z.infer<typeof problemSchema>

const importSchema = z.object({
  id,
  fileName: z.string(),
  fileBytes: count,
  state: z.enum(importStates),
  createdBy: z.string(),
  createdAt: at,
  startedAt: at.nullable(),
  finishedAt: at.nullable(),
  profile: z.string().nullable(),
  rowsExpected: count.nullable().describe('Exact or estimated number of rows in the file'),
  rows: count.describe('Rows read so far: imported + known + wrong'),
  imported: count.describe('Rows that told something new'),
  known: count.describe('Rows that told nothing new'),
  wrong: count.describe('Rows that could not be read'),
  created: count.describe('Interactions that were not in the record before'),
  updated: count.describe('Interactions about which something new was told'),
  firstAt: at.nullable().describe('Earliest contact of the file'),
  lastAt: at.nullable(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
})
export type Import = z.infer<typeof importSchema>

const fieldSchema = z.object({ name: z.string(), kind: z.string(), required: z.boolean() })

const recognitionSchema = z.object({
  fileKind: z.enum(['csv', 'xlsx']),
  profile: z.string(),
  confidence: z.number().min(0).max(1),
  profiles: z.array(z.string()),
  fields: z.array(fieldSchema).describe('What a column may hold under this profile'),
  columns: z
    .array(z.object({ name: z.string(), field: z.string().nullable(), sample: z.array(z.string()) }))
    .describe('Every column of the file, what it is taken for, and what stands in the first rows'),
  rowsExpected: count,
  rowsExact: z.boolean().describe('False: the number of rows is an estimate'),
  headings: z.boolean(),
  encoding: z.string().nullable(),
  separator: z.string().nullable(),
  sheet: z.string().nullable(),
  sheets: z.array(z.string()),
  decimal: z.enum([',', '.']),
  dateForm: z.enum(dateForms).nullable(),
  dateReadings: z
    .array(z.object({ form: z.enum(dateForms), example: z.string(), reads: at.nullable() }))
    .describe('How an example of the file reads; more than one where somebody must choose'),
  timezone: z.string(),
  doubtful: z.array(z.string()).describe('What was recognised without much certainty'),
  missing: z.array(z.string()).describe('Fields without which nothing can be read'),
  words: z
    .array(z.object({ field: z.string(), value: z.string(), rows: count, means: z.string().nullable() }))
    .describe('Words of the file and what they are taken for; null: nobody knows'),
  choices: choicesSchema.describe('What was chosen so far, remembered mappings included'),
  remembered: z.boolean().describe('A file of the same form was imported before, and its mapping is used'),
})
export type Recognition = z.infer<typeof recognitionSchema>

const rehearsalSchema = z.object({
  whole: z.boolean().describe('False: only the beginning of the file was looked at'),
  rows: count,
  fresh: count.describe('Rows that would tell something new'),
  known: count.describe('Rows whose interaction is in the record already'),
  wrong: count,
  interactions: count,
  firstAt: at.nullable(),
  lastAt: at.nullable(),
  reasons: z.array(z.object({ code: z.string(), field: z.string().nullable(), rows: count, message: z.string() })),
  problems: z.array(problemSchema).describe('The first wrong rows'),
  people: z
    .array(z.object({ line: z.string(), rows: count, employee: z.string().nullable() }))
    .describe('Lines named in the file and whose they are; null: nobody’s'),
  directions: z.record(z.string(), count),
})
export type Rehearsal = z.infer<typeof rehearsalSchema>

const about = inWorkspace({ id })
const deciding = about.extend({ choices: choicesSchema.default({}) })

const binary = {
  content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
  required: true,
} as const
const security: Record<string, string[]>[] = [{ key: [] }, { session: [] }]
const inPath = { name: 'workspace', in: 'path', required: true, schema: { type: 'string' } } as const
const inQuery = { name: 'name', in: 'query', description: 'Name of the file', schema: { type: 'string' } } as const

/** The upload is answered by a route of its own, which reads the body as a stream; this describes it. */
const upload = operation({
  method: 'POST',
  path: '/workspaces/{workspace}/imports',
  tag,
  requires: 'intake.manage',
  summary: 'Upload a file: its bytes are the body',
})
  .route({
    spec: (described) => ({
      ...described,
      parameters: [inPath, inQuery],
      requestBody: binary,
      security,
      'x-requires': 'intake.manage',
    }),
  })
  .input(inWorkspace({ name: z.string().max(300).optional() }))
  .output(importSchema)

export const contract = {
  upload,
  list: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/imports',
    tag,
    requires: 'intake.read',
    summary: 'Imports, newest first',
  })
    .input(inWorkspace({ before: id.optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }))
    .output(z.array(importSchema)),
  read: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/imports/{id}',
    tag,
    requires: 'intake.read',
    summary: 'One import with its progress',
  })
    .input(about)
    .output(importSchema),
  recognise: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/imports/{id}/recognition',
    tag,
    requires: 'intake.manage',
    summary: 'How the file would be read; send what is to be read otherwise',
  })
    .input(
      deciding.extend({
        remembered: z.boolean().default(true).describe('Use the mapping of earlier files of this form'),
      }),
    )
    .output(recognitionSchema),
  rehearse: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/imports/{id}/rehearsal',
    tag,
    requires: 'intake.manage',
    summary: 'What would be imported and what is wrong, row by row; nothing is written',
  })
    .input(deciding.extend({ rows: z.number().int().min(1).max(200_000).default(20_000) }))
    .output(rehearsalSchema),
  start: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/imports/{id}/start',
    tag,
    requires: 'intake.manage',
    summary: 'Import the file in the background',
  })
    .input(
      deciding.extend({
        remember: z.boolean().default(true).describe('Use the same mapping for files of this form next time'),
      }),
    )
    .output(importSchema),
  cancel: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/imports/{id}/cancel',
    tag,
    requires: 'intake.manage',
    summary: 'Stop an import and take back what it had brought; also throws an upload away',
  })
    .input(about)
    .output(importSchema),
  undo: operation({
    method: 'POST',
    path: '/workspaces/{workspace}/imports/{id}/undo',
    tag,
    requires: 'intake.manage',
    summary: 'Take back what an import created',
  })
    .input(about)
    .output(importSchema),
  problems: operation({
    method: 'GET',
    path: '/workspaces/{workspace}/imports/{id}/problems',
    tag,
    requires: 'intake.read',
    summary: 'Rows that could not be read; `problems.csv` beside it is the same as a file',
  })
    .input(
      about.extend({
        after: z.coerce.number().int().min(0).default(0),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    )
    .output(z.array(problemSchema)),
}
