/** Each provider is asked as its documentation says, over real HTTP, and its refusals become ours. */
import { createHash, createHmac } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Connection } from '../endpoints/connections.ts'
import { createBeelineDialler } from './beeline.ts'
import type { CallToPlace, Dialler } from './dialler.ts'
import { createMangoDialler } from './mango.ts'
import { createMegafonDialler } from './megafon.ts'
import { createRostelecomDialler } from './rostelecom.ts'
import { createUisDialler } from './uis.ts'
import { createZadarmaDialler } from './zadarma.ts'

interface Heard {
  readonly method: string
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}
type Answer = { readonly status?: number; readonly body?: unknown } | 'silence' | 'cut'

const heard: Heard[] = []
let answers: Answer[] = []
let server: http.Server
let base: string
beforeAll(async () => {
  server = http.createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece as Buffer)
    const { method = '', url = '', headers } = request
    heard.push({ method, url, headers, body: Buffer.concat(pieces).toString() })
    const answer = answers.shift() ?? { status: 404 }
    if (answer === 'cut') return request.socket.destroy()
    if (answer === 'silence') return undefined
    const { status = 200, body = '' } = answer
    response.writeHead(status, { 'content-type': 'application/json' })
    return response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  heard.length = 0
  answers = []
})

const call: CallToPlace = {
  id: '0192f000-0000-7000-8000-000000000001',
  line: '101',
  phone: '+79162220001',
  callerId: null,
  ringSeconds: 20,
}
const connection = (secrets: Connection['secrets'], settings: Connection['settings'] = {}): Connection => ({
  ...{ workspaceId: 'w', endpointId: 'e', provider: 'generic', name: '', path: '', active: true },
  ...{ secrets, settings },
})
const place = (dialler: Dialler, to: Connection, more: Partial<CallToPlace> = {}, patienceMs = 5_000) =>
  dialler.place(to, { ...call, ...more }, { allowPrivate: true, signal: new AbortController().signal, patienceMs })
const asked = (): Heard => {
  const [one, ...others] = heard
  expect(others).toEqual([])
  if (!one) throw new Error('nothing was asked')
  return one
}
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

describe('Mango Office', () => {
  const mango = () => createMangoDialler(base)
  const to = connection({ apiKey: 'key', salt: 'salt' })

  test('is asked by a signed form, and 1000 is a call that rings', async () => {
    answers = [{ body: { result: 1000 } }]
    expect(await place(mango(), to, { callerId: '+74951234567' })).toEqual({ kind: 'ringing', callId: null })
    const { method, url, body } = asked()
    const form = Object.fromEntries(new URLSearchParams(body))
    expect([method, url]).toEqual(['POST', '/vpbx/commands/callback'])
    expect(JSON.parse(form.json ?? '')).toEqual({
      command_id: call.id,
      from: { extension: '101' },
      to_number: '79162220001',
      line_number: '74951234567',
    })
    expect(form).toMatchObject({ vpbx_api_key: 'key', sign: sha256(`key${form.json}salt`) })
  })

  test('rings a person without an extension by their number, and says why it refuses', async () => {
    answers = [{ body: { result: 3310, message: 'Сотрудник не найден' } }]
    expect(await place(mango(), to, { line: '+79031112233' })).toEqual({
      kind: 'refused',
      code: 'line',
      detail: 'Сотрудник не найден',
    })
    const { json = '' } = Object.fromEntries(new URLSearchParams(asked().body))
    expect(JSON.parse(json)).toMatchObject({ from: { extension: '', number: '79031112233' } })
  })
})

describe('UIS', () => {
  const uis = () => createUisDialler({ call: `${base}/v4.0`, data: `${base}/v2.0` })
  const to = connection({ token: 'token' }, { virtualNumber: '74993720692' })
  const people = {
    jsonrpc: '2.0',
    id: 'employees',
    result: {
      data: [
        { id: 24, full_name: 'Пётр', extension: { extension_phone_number: '100' }, phone_numbers: [] },
        { id: 25, full_name: 'Анна', extension: { extension_phone_number: '101' }, phone_numbers: [] },
      ],
    },
  }

  test('is told its own id of the person, rings them first, and names the session that events will carry', async () => {
    answers = [{ body: people }, { body: { jsonrpc: '2.0', id: 1, result: { data: { call_session_id: 237859081 } } } }]
    expect(await place(uis(), to)).toEqual({ kind: 'ringing', callId: '237859081' })
    expect(heard.map(({ url }) => url)).toEqual(['/v2.0', '/v4.0'])
    expect(JSON.parse(heard[1]?.body ?? '')).toMatchObject({
      jsonrpc: '2.0',
      method: 'start.employee_call',
      params: {
        ...{ access_token: 'token', first_call: 'employee', virtual_phone_number: '74993720692' },
        ...{ contact: '79162220001', direction: 'out', employee: { id: 25 } },
      },
    })
  })

  test.each([
    ['access_token_invalid', 'credentials'],
    ['day_limit_exceeded', 'limit'],
    ['virtual_phone_number_not_found', 'caller_id'],
    ['employee_not_found', 'line'],
  ])('error %s is %s', async (mnemonic, code) => {
    const error = { code: -32602, message: 'Said by UIS', data: { mnemonic } }
    answers = [{ body: people }, { body: { jsonrpc: '2.0', id: 1, error } }]
    expect(await place(uis(), to)).toEqual({ kind: 'refused', code, detail: 'Said by UIS' })
  })

  test('is not asked for a person whom it does not know, nor without the number that it wants', async () => {
    answers = [{ body: people }]
    expect(await place(uis(), to, { line: '999' })).toMatchObject({ kind: 'refused', code: 'line' })
    expect(await place(uis(), connection({ token: 't' }))).toMatchObject({ kind: 'refused', code: 'not_set_up' })
    expect(heard).toHaveLength(1)
  })
})

describe('Zadarma', () => {
  const to = connection({ key: 'user', secret: 'secret' })

  test('is asked with its signature over path, sorted query and MD5', async () => {
    answers = [{ body: { status: 'success', from: 101, to: 79162220001, time: 1435573082 } }]
    expect(await place(createZadarmaDialler(base), to, { callerId: '74951234567' })).toMatchObject({ kind: 'ringing' })
    const query = 'from=101&sip=74951234567&to=79162220001'
    const signed = `/v1/request/callback/${query}${createHash('md5').update(query).digest('hex')}`
    const sign = Buffer.from(createHmac('sha1', 'secret').update(signed).digest('hex')).toString('base64')
    const { method, url, headers } = asked()
    expect([method, url, headers.authorization]).toEqual(['GET', `/v1/request/callback/?${query}`, `user:${sign}`])
  })

  test('says why it refuses, and is not asked without its key', async () => {
    answers = [{ status: 401, body: { status: 'error', message: 'Not authorized' } }]
    expect(await place(createZadarmaDialler(base), to)).toEqual({
      kind: 'refused',
      code: 'credentials',
      detail: 'Not authorized',
    })
    expect(await place(createZadarmaDialler(base), connection({ secret: 's' }))).toMatchObject({ code: 'not_set_up' })
    expect(heard).toHaveLength(1)
  })
})

describe('MegaFon', () => {
  const megafon = createMegafonDialler()

  test('is asked by cmd=makeCall at the CRM API, the person by their login', async () => {
    answers = [{ body: '' }]
    const to = connection({ token: 'key' }, { vatsAddress: `${base}/sys/crm_api.wcgp` })
    expect(megafon.lineOf(['101', 'andy'])).toBe('andy')
    expect(await place(megafon, to, { line: 'andy' })).toEqual({ kind: 'ringing', callId: null })
    expect(asked()).toMatchObject({ method: 'POST', url: '/sys/crm_api.wcgp' })
    expect(Object.fromEntries(new URLSearchParams(asked().body))).toEqual({
      cmd: 'makeCall',
      phone: '79162220001',
      user: 'andy',
      token: 'key',
    })
  })

  test('and by POST makecall at the newer one, whose call id its events carry', async () => {
    answers = [{ body: { callid: '43294397431' } }, { status: 400, body: { error: 'Invalid user' } }]
    const to = connection({ token: 'key' }, { vatsAddress: `${base}/crmapi/v1` })
    expect(await place(megafon, to)).toEqual({ kind: 'ringing', callId: '43294397431' })
    const { url, headers, body } = asked()
    expect([url, headers['x-api-key'], JSON.parse(body)]).toEqual([
      '/crmapi/v1/makecall',
      'key',
      { user: '101', phone: '79162220001' },
    ])
    expect(await place(megafon, to)).toEqual({ kind: 'refused', code: 'line', detail: 'Invalid user' })
  })
})

describe('Beeline', () => {
  test('is asked at the person’s address, and answers with the call’s id or an errorCode', async () => {
    const to = connection({ token: 'token' })
    answers = [{ body: '"callhalf-1:0"' }, { body: { errorCode: 'AbonentNotFound', description: 'Абонент не найден' } }]
    const beeline = createBeelineDialler(base)
    expect(await place(beeline, to)).toEqual({ kind: 'ringing', callId: 'callhalf-1:0' })
    const { method, url, headers } = asked()
    expect([method, url, headers['x-mpbx-api-auth-token']]).toEqual([
      'POST',
      '/abonents/101/call?phoneNumber=79162220001',
      'token',
    ])
    expect(await place(beeline, to)).toEqual({ kind: 'refused', code: 'line', detail: 'Абонент не найден' })
  })
})

describe('Rostelecom', () => {
  test('is asked by a signed body, and result 0, a text or a number, is a call', async () => {
    const to = connection({ clientId: 'client', signKey: 'key' }, { domain: 'example.ru' })
    const rostelecom = createRostelecomDialler(base)
    answers = [
      { body: { result: '0', resultMessage: 'Операция выполнена успешно', session_id: '534dbe28' } },
      { body: { result: -20, resultMessage: 'Номер не найден' } },
    ]
    expect(await place(rostelecom, to)).toEqual({ kind: 'ringing', callId: '534dbe28' })
    const { url, headers, body } = asked()
    expect([url, headers['x-client-id'], headers['x-client-sign']]).toEqual([
      '/call_back',
      'client',
      sha256(`client${body}key`),
    ])
    expect(JSON.parse(body)).toEqual({ request_number: '+79162220001', from_pin: '101', domain: 'example.ru' })
    expect(await place(rostelecom, to)).toEqual({ kind: 'refused', code: 'other', detail: 'Номер не найден' })
  })
})

describe('where no answer comes', () => {
  const to = connection({ apiKey: 'key', salt: 'very-long-salt' })

  test('after the request has left it is unknown whether somebody was called', async () => {
    answers = ['cut', 'silence', { status: 502, body: 'Bad gateway' }]
    const mango = createMangoDialler(base)
    expect(await place(mango, to)).toMatchObject({ kind: 'unknown' })
    expect(await place(mango, to, {}, 200)).toMatchObject({ kind: 'unknown' })
    expect(await place(mango, to)).toMatchObject({ kind: 'unknown' })
  })

  test('before it left nobody was', async () => {
    expect(await place(createMangoDialler('http://127.0.0.1:1'), to)).toMatchObject({
      kind: 'refused',
      code: 'unreachable',
    })
  })

  test('an exchange of the own network is not called unless that is allowed', async () => {
    const asking = { allowPrivate: false, signal: new AbortController().signal }
    expect(await createMangoDialler(base).place(to, call, asking)).toMatchObject({ code: 'unreachable' })
    expect(heard).toEqual([])
  })
})
