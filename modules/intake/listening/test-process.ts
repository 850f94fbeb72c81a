/** A process that only listens: it reads numbered lines of a TCP peer and acknowledges each once it is kept. */
import net from 'node:net'
import { createInterface } from 'node:readline'
import { openDatabase } from '../../../platform/database/database.ts'
import { createLog } from '../../../platform/log/log.ts'
import { openSecretBox } from '../../../platform/secrets/secret-box.ts'
import { createKeeper } from '../inbox/keep.ts'
import type { Listener } from './listener.ts'
import { createRunner } from './runner.ts'

const [, , databaseUrl = '', folder = ''] = process.argv

const listener: Listener = async (source, signal) => {
  const socket = net.connect({ port: Number(source.settings.port), host: '127.0.0.1', signal })
  // It may break while nobody reads yet; whoever reads hears of it as well.
  socket.on('error', () => undefined)
  socket.write(`hello ${process.pid}\n`)
  await source.ok()
  if (socket.destroyed) throw new Error('the connection broke before it was read')
  for await (const line of createInterface({ input: socket })) {
    await source.keep([{ topic: 'line', contentType: 'text/plain', body: Buffer.from(line) }])
    await source.saveCursor(line)
    socket.write(`ack ${line}\n`)
  }
}

const db = openDatabase(databaseUrl, { max: 5 })
createRunner({
  db,
  box: openSecretBox(folder),
  keeper: createKeeper(db, () => undefined),
  log: createLog('silent'),
  now: () => new Date(),
  listeners: { ami: listener },
  sweepMs: 200,
  pauseAfter: () => 100,
}).start()
// The sweep's timer lets a process end by itself: this one lasts until it is killed.
setInterval(() => undefined, 60_000)
