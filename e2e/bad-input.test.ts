/** Every operation is told nonsense by somebody who may do everything: the answer is a clear refusal, never a failure of the server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contract } from '../app/contract.ts'
import { describeApi } from '../platform/api/handler.ts'
import { type TestServer, testServer } from '../platform/testing/index.ts'
import { prepare } from './authorisation/call.ts'
import { createObjects } from './authorisation/objects.ts'
import { isOfCompany, type Operation, operationsOf, type Schema } from './authorisation/operations.ts'
import { recordClients } from './authorisation/people.ts'

const operations = operationsOf(await describeApi(contract, 'test')).filter(isOfCompany)
const named = (list: readonly Operation[]) => list.map((operation): [string, Operation] => [operation.id, operation])

let server: TestServer
let objects: ReturnType<typeof createObjects>
beforeAll(async () => {
  server = await testServer()
  await recordClients(server)
  objects = createObjects(server, operations)
})
afterAll(() => server?.close())

const nonsense: readonly unknown[] = [
  null,
  true,
  -1,
  1e308,
  '',
  'a\u0000b',
  '\ud800',
  '0000-00-00',
  '9999-99-99',
  '00000000-0000-0000-0000-000000000000',
  "'; drop table workspaces; --",
  '%',
  'я'.repeat(100_000),
  [],
  [null],
  {},
  { $ne: 1 },
]

const properties = (schema: Schema): string[] =>
  typeof schema.properties === 'object' && schema.properties !== null ? Object.keys(schema.properties) : []

async function ask(method: string, path: string, body: BodyInit | null, type = 'application/json') {
  const response = await fetch(`${server.url}/api/v1/workspaces/${path}`, {
    method,
    headers: { authorization: `Bearer ${server.keys.admin}`, ...(body === null ? {} : { 'content-type': type }) },
    body,
  })
  return { status: response.status, text: await response.text() }
}

/** What the server failed at, as a list that should be empty. */
async function failures(tries: readonly { what: string; ask: () => ReturnType<typeof ask> }[]): Promise<string[]> {
  const failed: string[] = []
  for (const { what, ask } of tries) {
    const { status, text } = await ask()
    if (status >= 500) failed.push(`${what}: ${status} ${text.slice(0, 200)}`)
  }
  return failed
}

const short = (value: unknown) => JSON.stringify(value)?.slice(0, 40) ?? 'undefined'

describe('a body that is nonsense', () => {
  test.each(named(operations.filter(({ body }) => body?.type === 'application/json')))('%s', async (_, operation) => {
    const { path, body, method } = await prepare(operation, objects)
    const good: unknown = typeof body === 'string' ? JSON.parse(body) : {}
    const broken = ['', '{', '[]', 'null', '"text"', '{"a":', '\u0000', '[[[[[[[[[[[[[[[[[[[[', '{"__proto__":{"a":1}}']
    const fields = operation.body ? properties(operation.body.schema) : []
    expect(
      await failures([
        ...broken.map((text) => ({ what: text, ask: () => ask(method, server.company.slug + path, text) })),
        ...fields.flatMap((field) =>
          nonsense.map((value) => ({
            what: `${field} = ${short(value)}`,
            ask: () =>
              ask(
                method,
                server.company.slug + path,
                JSON.stringify({ ...(good as Record<string, unknown>), [field]: value }),
              ),
          })),
        ),
      ]),
    ).toEqual([])
  })
})

describe('an address that is nonsense', () => {
  test.each(named(operations))('%s', async (_, operation) => {
    const { path, body, method } = await prepare(operation, objects)
    const text = typeof body === 'string' ? body : null
    const values = [
      '',
      '%00',
      'a%00b',
      '%ff',
      '-1',
      '1e999',
      '9999-99-99',
      '%F0%9F%98%80',
      "'",
      'x'.repeat(3000),
      '..%2f',
    ]
    const queries = operation.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name)
    const objectPath = operation.path.replace('/workspaces/{workspace}', '')
    expect(
      await failures([
        ...values.map((value) => ({ what: `company ${value}`, ask: () => ask(method, value + path, text) })),
        ...values
          .filter(() => objectPath.includes('{'))
          .map((value) => ({
            what: `object ${value}`,
            ask: () => ask(method, server.company.slug + objectPath.replace(/\{\w+\}/g, value), text),
          })),
        ...queries.flatMap((name) =>
          values.map((value) => ({
            what: `${name}=${value}`,
            ask: () => {
              const [base = '', given = ''] = path.split('?')
              const rest = given.split('&').filter((pair) => pair && !pair.startsWith(`${name}=`))
              return ask(method, `${server.company.slug}${base}?${[...rest, `${name}=${value}`].join('&')}`, text)
            },
          })),
        ),
      ]),
    ).toEqual([])
  })
})
