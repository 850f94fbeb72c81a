import { createAdaptorServer } from '@hono/node-server'
import { createSockets } from '../platform/http/sockets.ts'
import type { HttpServer } from './server.ts'

export interface Listening {
  readonly port: number
  /** Takes no new connections, lets requests under way finish (5 s at most), ends streams. */
  close(): Promise<void>
}

const patienceMs = 5000
/** A file of gigabytes over a slow line takes its time; a client that does not even finish its headers is cut off. */
const longestUploadMs = 6 * 3_600_000

/** Opens the port (0 lets the system choose). Throws where it is taken. */
export async function listen({ fetch, endStreams }: HttpServer, host: string, port: number): Promise<Listening> {
  const sockets = createSockets()
  const server = createAdaptorServer({
    fetch,
    websocket: { server: sockets.server },
    serverOptions: { requestTimeout: longestUploadMs, headersTimeout: 30_000, keepAliveTimeout: 65_000 },
  })
  await new Promise<void>((ready, failed) => {
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      ready()
    })
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () =>
      new Promise((closed) => {
        const end = () => {
          if ('closeAllConnections' in server) server.closeAllConnections()
        }
        const late = setTimeout(end, patienceMs)
        server.close(() => {
          clearTimeout(late)
          closed()
        })
        endStreams()
        sockets.end()
        if ('closeIdleConnections' in server) server.closeIdleConnections()
      }),
  }
}
