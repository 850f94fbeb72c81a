/** A cloud service for tests: answers over real HTTP as a provider documents it, and remembers what it was asked. */
import http from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Asked {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

export type Answer = { readonly status?: number; readonly json?: unknown; readonly bytes?: Buffer } | 'hang' | 'drop'

export interface Cloud {
  readonly url: string
  readonly asked: Asked[]
  answer: (asked: Asked) => Answer
  close(): Promise<void>
}

export async function openCloud(): Promise<Cloud> {
  const asked: Asked[] = []
  const cloud: { -readonly [Key in keyof Cloud]: Cloud[Key] } = {
    url: '',
    asked,
    answer: () => ({ json: {} }),
    close: () => {
      server.closeAllConnections()
      return new Promise<void>((closed) => server.close(() => closed()))
    },
  }
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { pathname: path, searchParams: query } = new URL(request.url ?? '/', 'http://cloud')
      const one: Asked = {
        method: request.method ?? '',
        path,
        query,
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      }
      asked.push(one)
      const answer = cloud.answer(one)
      if (answer === 'hang') return
      if (answer === 'drop') return request.socket.destroy()
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json' })
      response.end(answer.bytes ?? JSON.stringify(answer.json ?? {}))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  cloud.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return cloud
}
