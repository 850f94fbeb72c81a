import type { AnyContractRouter } from '@orpc/contract'
import { OpenAPIGenerator } from '@orpc/openapi'
import { OpenAPIHandler } from '@orpc/openapi/fetch'
import { type AnyRouter, ORPCError } from '@orpc/server'
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4'
import { Problem } from '../../kernel/problem.ts'
import type { Log } from '../log/log.ts'
import type { RequestContext } from './context.ts'
import { toApiError } from './problems.ts'

export const apiPrefix = '/api/v1'

/** Answers API requests; null where the path is no operation. */
export function createApiHandler(router: AnyRouter, log: Log) {
  const handler = new OpenAPIHandler(router, {
    interceptors: [
      async (options) => {
        try {
          return await options.next()
        } catch (error) {
          // What is thrown outside of an operation is thrown while its input is read.
          if (error instanceof ORPCError) throw error
          const unread = error instanceof SyntaxError ? new Problem('malformed_json') : error
          throw toApiError(unread, (options.context as RequestContext).language, log)
        }
      },
    ],
    clientInterceptors: [
      async (options) => {
        try {
          return await options.next()
        } catch (error) {
          throw toApiError(error, (options.context as RequestContext).language, log)
        }
      },
    ],
  })
  return async (request: Request, context: RequestContext): Promise<Response | null> => {
    const { matched, response } = await handler.handle(request, { prefix: apiPrefix, context })
    return matched ? response : null
  }
}

/** The OpenAPI 3.1 document of a contract, with the permission of each operation. */
export function describeApi(contract: AnyContractRouter, version: string): Promise<object> {
  const generator = new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] })
  return generator.generate(contract, {
    info: {
      title: 'Lidoskop API',
      version,
      description:
        'Everything that the web app does. Authorise with an API key (`Authorization: Bearer lsk_…`) or with the session cookie. Times are ISO 8601 in UTC, days are the company’s calendar days, money is integer minor units.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: apiPrefix }],
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'lidoskop.session_token' },
      },
    },
  })
}
