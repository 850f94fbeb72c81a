/** A bucket for tests that checks every signature by the description of AWS Signature Version 4, on its own. */
import { createHash, createHmac } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'

export interface TestBucket {
  readonly url: string
  readonly objects: Map<string, { readonly bytes: Buffer; readonly mime: string }>
  /** Requests that were turned away for their signature. */
  readonly refused: string[]
  close(): Promise<void>
}

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const sha = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex')

export async function testBucket(key: string, secret: string): Promise<TestBucket> {
  const objects: TestBucket['objects'] = new Map()
  const refused: string[] = []

  const isSigned = (request: http.IncomingMessage, body: Buffer): boolean => {
    const header = (name: string): string => String(request.headers[name] ?? '')
    const found =
      /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(
        header('authorization'),
      )
    if (!found) return false
    const [, id, day = '', region = '', names = '', signature] = found
    const told = header('x-amz-content-sha256')
    if (id !== key || (told !== 'UNSIGNED-PAYLOAD' && told !== sha(body))) return false
    const url = new URL(request.url ?? '', 'http://bucket')
    const canonical = [
      ...[request.method, url.pathname, url.search.slice(1)],
      ...names.split(';').map((name) => `${name}:${header(name).trim()}`),
      ...['', names, told],
    ].join('\n')
    const scope = `${day}/${region}/s3/aws4_request`
    const text = ['AWS4-HMAC-SHA256', header('x-amz-date'), scope, sha(canonical)].join('\n')
    const signing = hmac(hmac(hmac(hmac(`AWS4${secret}`, day), region), 's3'), 'aws4_request')
    return names.split(';').includes('host') && hmac(signing, text).toString('hex') === signature
  }

  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      const path = request.url ?? ''
      if (!isSigned(request, body)) {
        refused.push(`${request.method} ${path}`)
        return response.writeHead(403).end('<Error><Code>SignatureDoesNotMatch</Code></Error>')
      }
      if (request.method === 'PUT') {
        objects.set(path, { bytes: body, mime: String(request.headers['content-type']) })
        return response.writeHead(200).end()
      }
      const found = objects.get(path)
      if (!found) return response.writeHead(404).end()
      if (request.method === 'DELETE') {
        objects.delete(path)
        return response.writeHead(204).end()
      }
      const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(String(request.headers.range ?? '')) ?? []
      const part = from ? found.bytes.subarray(Number(from), Number(to) + 1) : found.bytes
      return response.writeHead(from ? 206 : 200, { 'content-length': part.length }).end(part)
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/records`,
    objects,
    refused,
    close: () => {
      server.closeAllConnections()
      return new Promise((closed) => server.close(() => closed()))
    },
  }
}
