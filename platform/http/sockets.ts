import { WebSocketServer } from 'ws'

/** A frame of ours is far smaller; files go over plain HTTP. */
const largestFrame = 64 * 1024
const pingMs = 25_000
/** How long a socket may take over its farewell. */
const farewellMs = 1_000

export interface Sockets {
  readonly server: WebSocketServer
  /** Says farewell to every socket and cuts off those that do not answer: the server stops. */
  end(): void
}

/** The WebSockets of a server. Each is asked every 25 s whether it is still there: a phone that lost its network never says so. */
export function createSockets(): Sockets {
  // Two thousand compressors would cost more memory than they save of the network.
  const server = new WebSocketServer({ noServer: true, maxPayload: largestFrame, perMessageDeflate: false })
  const silent = new WeakSet<object>()
  server.on('connection', (socket) => {
    socket.on('pong', () => void silent.delete(socket))
    // Without a listener a frame that is too large would take the process down.
    socket.on('error', () => undefined)
  })
  const timer = setInterval(() => {
    for (const socket of server.clients) {
      if (silent.has(socket)) socket.terminate()
      else {
        silent.add(socket)
        socket.ping()
      }
    }
  }, pingMs)
  timer.unref()
  server.on('close', () => clearInterval(timer))
  return {
    server,
    end() {
      for (const socket of server.clients) socket.close(1001, 'the server stops')
      setTimeout(() => {
        for (const socket of server.clients) socket.terminate()
      }, farewellMs).unref()
    },
  }
}
