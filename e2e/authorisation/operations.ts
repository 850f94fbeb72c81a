/** The operations of the API as the OpenAPI document lists them. */
import { z } from 'zod'

export type Schema = Readonly<Record<string, unknown>>

const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  required: z.boolean().default(false),
  schema: z.record(z.string(), z.unknown()).default({}),
})

const operationSchema = z.object({
  operationId: z.string(),
  'x-requires': z.string(),
  parameters: z.array(parameterSchema).default([]),
  requestBody: z
    .object({ content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })) })
    .optional(),
})

const documentSchema = z.object({ paths: z.record(z.string(), z.record(z.string(), operationSchema)) })

export interface Operation {
  /** `workspaces.employees.update` */
  readonly id: string
  /** Upper case. */
  readonly method: string
  /** `/workspaces/{workspace}/employees/{id}` */
  readonly path: string
  /** A permission, `signed-in` or `anyone`. */
  readonly requires: string
  readonly parameters: readonly z.infer<typeof parameterSchema>[]
  readonly body: { readonly type: string; readonly schema: Schema } | null
}

/** Every operation of a document. Throws where one does not say what it requires. */
export function operationsOf(document: unknown): Operation[] {
  return Object.entries(documentSchema.parse(document).paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Operation => {
      const [body] = Object.entries(operation.requestBody?.content ?? {}).sort(([a], [b]) => b.localeCompare(a))
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        requires: operation['x-requires'],
        parameters: operation.parameters,
        body: body ? { type: body[0], schema: body[1].schema } : null,
      }
    }),
  )
}

/** True for operations that are about one company. */
export const isOfCompany = (operation: Operation): boolean => operation.path.startsWith('/workspaces/{workspace}')

/** True for operations that name an object of the company in their path. */
export const namesObject = (operation: Operation): boolean =>
  isOfCompany(operation) && operation.path.replace('{workspace}', '').includes('{')

/**
 * Doors that carry streams and are therefore no operations of the document, with the permission that each asks for.
 * The test finds every such door of the modules and fails where one is not named here.
 */
export const doors: readonly Operation[] = [
  door('GET /workspaces/{workspace}/interactions/export.csv', 'interactions.export'),
  door('GET /workspaces/{workspace}/interactions/export.xlsx', 'interactions.export'),
  door('GET /workspaces/{workspace}/imports/{id}/problems.csv', 'intake.read'),
  door('GET /workspaces/{workspace}/message-files/{id}', 'interactions.read'),
  door('POST /workspaces/{workspace}/interactions/{id}/files', 'messages.send'),
  door('GET /workspaces/{workspace}/interactions/{interaction}/recording/sound', 'recordings.listen'),
]

function door(id: string, requires: string): Operation {
  const [method = '', path = ''] = id.split(' ')
  return { id, method, path, requires, parameters: [], body: null }
}
