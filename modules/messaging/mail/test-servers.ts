/**
 * Mail servers for tests, over real sockets. `dovecotServer` is the real one, where its package is installed; `hoodiecrowServer`
 * speaks IMAP from memory and runs everywhere. A letter arrives at both as any letter does: without the client's doing.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import net, { type AddressInfo } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import hoodiecrow from 'hoodiecrow-imap'
import { SMTPServer } from 'smtp-server'

export const mailUser = 'sales@firma.example'
export const mailPassword = 'mail-password-1'

export interface MailServer {
  readonly name: string
  /** The port to connect to; connections go through a wire that can be cut. */
  readonly port: number
  /** A letter arrives in a folder. */
  deliver(raw: string | Buffer, folder?: 'INBOX' | 'Sent', at?: Date): Promise<void>
  letters(folder: 'INBOX' | 'Sent'): Promise<readonly string[]>
  /** The server forgets its numbers of letters: UIDVALIDITY is another one. */
  renumber(): Promise<void>
  /** Ends every connection; `refuse` also turns away new ones until `mend`. */
  cut(refuse?: boolean): void
  mend(): void
  close(): Promise<void>
}

/** A wire to a port that can be cut. */
async function wire(target: () => number) {
  const sockets = new Set<net.Socket>()
  let refusing = false
  const server = net.createServer((near) => {
    if (refusing) return near.destroy()
    const far = net.connect(target(), '127.0.0.1')
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    near.pipe(far)
    far.pipe(near)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const cut = (refuse = false): void => {
    refusing = refuse
    for (const socket of sockets) socket.destroy()
  }
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    mend: () => {
      refusing = false
    },
    close: () => {
      cut()
      return new Promise<void>((closed) => server.close(() => closed()))
    },
  }
}

export async function hoodiecrowServer(): Promise<MailServer> {
  let validity = 1
  let port = 0
  const stored: { folder: 'INBOX' | 'Sent'; raw: string; at: Date }[] = []
  const open = async () => {
    const of = (folder: string) =>
      stored
        .filter((letter) => letter.folder === folder)
        .map(({ raw, at }) => ({ raw, internaldate: internalDate(at) }))
    const made = hoodiecrow({
      plugins: ['IDLE', 'UIDPLUS', 'SPECIAL-USE', 'ID', 'LITERALPLUS', 'UNSELECT', 'ENABLE'],
      users: { [mailUser]: { password: mailPassword } },
      storage: {
        INBOX: { uidvalidity: validity, messages: of('INBOX') },
        '': {
          separator: '/',
          folders: { Sent: { 'special-use': '\\Sent', uidvalidity: validity, messages: of('Sent') } },
        },
      },
    })
    await new Promise<void>((ready) => made.listen(0, '127.0.0.1', ready))
    port = (made.server.address() as AddressInfo).port
    return made
  }
  let server = await open()
  const line = await wire(() => port)
  return {
    name: 'hoodiecrow',
    port: line.port,
    async deliver(raw, folder = 'INBOX', at = new Date()) {
      const text = raw.toString('latin1')
      stored.push({ folder, raw: text, at })
      server.appendMessage(folder, [], internalDate(at), text)
    },
    letters: async (folder) => server.getMailbox(folder).messages.map(({ raw }) => raw),
    async renumber() {
      line.cut(true)
      const old = server
      validity += 1
      server = await open()
      old.close(() => undefined)
      line.mend()
    },
    ...{ cut: line.cut, mend: line.mend },
    async close() {
      await line.close()
      server.close(() => undefined)
    },
  }
}

const internalDate = (at: Date): string => {
  const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][at.getUTCMonth()]
  return `${String(at.getUTCDate()).padStart(2, '0')}-${month}-${at.getUTCFullYear()} ${at.toISOString().slice(11, 19)} +0000`
}

export const dovecotPath = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot'].find((path) => existsSync(path)) ?? null

export async function dovecotServer(): Promise<MailServer> {
  const folder = mkdtempSync(join(tmpdir(), 'lidoskop-dovecot-'))
  const mail = join(folder, 'mail')
  mkdirSync(mail)
  const me = userInfo()
  // As root mail may not be root's: Dovecot refuses that.
  const owner = me.uid === 0 ? { uid: 65_534, gid: 65_534 } : me
  const own = (path: string): void => {
    if (me.uid === 0) chownSync(path, owner.uid, owner.gid)
  }
  chmodSync(folder, 0o755)
  own(mail)
  const port = await freePort()
  const config = join(folder, 'dovecot.conf')
  writeFileSync(config, dovecotConfig(folder, mail, port, me.username, owner))
  let running: ChildProcess
  const start = async (): Promise<void> => {
    running = spawn(dovecotPath ?? '', ['-F', '-c', config], { stdio: 'ignore' })
    await answers(port)
  }
  const stop = (): Promise<void> =>
    new Promise((ended) => {
      running.once('exit', () => ended())
      running.kill('SIGTERM')
    })
  await start()
  const line = await wire(() => port)
  let number = 0
  const boxOf = (name: 'INBOX' | 'Sent'): string => (name === 'INBOX' ? mail : join(mail, '.Sent'))
  const filesOf = (name: 'INBOX' | 'Sent'): string[] =>
    ['new', 'cur'].flatMap((part) => {
      const path = join(boxOf(name), part)
      return existsSync(path) ? readdirSync(path).map((file) => join(path, file)) : []
    })
  return {
    name: 'dovecot',
    port: line.port,
    // As a delivery agent does: written apart, then moved among the new letters in one step.
    async deliver(raw, name = 'INBOX', at = new Date()) {
      for (const path of [boxOf(name), ...['tmp', 'new', 'cur'].map((part) => join(boxOf(name), part))]) {
        mkdirSync(path, { recursive: true })
        own(path)
      }
      number += 1
      const file = `${Math.floor(at.getTime() / 1000)}.M${number}P${process.pid}.test`
      const written = join(boxOf(name), 'tmp', file)
      writeFileSync(written, raw)
      own(written)
      execFileSync('touch', ['-d', at.toISOString(), written])
      renameSync(written, join(boxOf(name), 'new', file))
    },
    letters: async (name) => filesOf(name).map((file) => readFileSync(file, 'latin1')),
    async renumber() {
      line.cut(true)
      await stop()
      for (const name of ['INBOX', 'Sent'] as const) {
        for (const file of existsSync(boxOf(name)) ? readdirSync(boxOf(name)) : []) {
          if (/^dovecot/.test(file)) rmSync(join(boxOf(name), file))
        }
      }
      // UIDVALIDITY is made of the time in seconds.
      await new Promise((resume) => setTimeout(resume, 1_100))
      await start()
      line.mend()
    },
    ...{ cut: line.cut, mend: line.mend },
    async close() {
      await line.close()
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  await new Promise<void>((closed) => server.close(() => closed()))
  return port
}

async function answers(port: number): Promise<void> {
  for (;;) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1')
      socket.once('data', () => resolve(true))
      socket.once('error', () => resolve(false))
      socket.once('close', () => resolve(false))
    })
    if (open) return
    await new Promise((resume) => setTimeout(resume, 50))
  }
}

const dovecotConfig = (
  folder: string,
  mail: string,
  port: number,
  user: string,
  owner: { readonly uid: number; readonly gid: number },
): string => `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${user === 'root' ? 'dovecot' : user}
default_login_user = ${user === 'root' ? 'dovenull' : user}
first_valid_uid = 1
mail_location = maildir:${mail}
passdb {
  driver = static
  args = password=${mailPassword}
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${folder}
}
namespace inbox {
  inbox = yes
  mailbox Sent {
    special_use = \\Sent
    auto = create
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service anvil {
  chroot =
}
service stats {
  chroot =
}
`

export interface Received {
  readonly from: string
  readonly to: readonly string[]
  readonly raw: string
}

export interface TestSmtp {
  readonly port: number
  readonly received: Received[]
  /** How the next letters are answered: null takes them. `drop` ends the connection after the letter was taken. */
  answer: (count: number) => { readonly code: number; readonly text: string } | 'drop' | null
  close(): Promise<void>
}

/** A real SMTP server that keeps what it was given. */
export async function smtpServer(): Promise<TestSmtp> {
  const received: Received[] = []
  let count = 0
  const made: { -readonly [Key in keyof TestSmtp]: TestSmtp[Key] } = {
    port: 0,
    received,
    answer: () => null,
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  }
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === mailUser && password === mailPassword
        ? done(null, { user: mailUser })
        : done(new Error('wrong password')),
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        count += 1
        const answer = made.answer(count)
        if (answer && answer !== 'drop')
          return done(Object.assign(new Error(answer.text), { responseCode: answer.code }))
        const { mailFrom, rcptTo } = session.envelope
        received.push({
          from: mailFrom ? mailFrom.address : '',
          to: rcptTo.map(({ address }) => address),
          raw: Buffer.concat(chunks).toString('latin1'),
        })
        if (answer === 'drop') for (const socket of sockets) socket.destroy()
        else done()
      })
    },
  })
  const sockets = new Set<net.Socket>()
  server.on('error', () => undefined)
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  server.server.on('connection', (socket: net.Socket) => sockets.add(socket))
  made.port = (server.server.address() as AddressInfo).port
  return made
}
