/** Files of call records of any length, and how fast and in how much memory they are read. */
import { spawn } from 'node:child_process'
import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** Writes a table of `rows` calls with the headings that people use. A client calls four times on average, some much more often. */
export async function writeCalls(path: string, rows: number): Promise<void> {
  const begin = Date.parse('2026-01-01T06:00:00Z')
  const client = (n: number) => Math.floor((((n * 7919) % 1_000_003) / 1_000_003) ** 1.5 * (rows / 4))
  function* lines() {
    yield 'Дата и время;Направление;Номер клиента;Сотрудник;Статус;Ожидание;Разговор;ID звонка\n'
    let part = ''
    for (let n = 0; n < rows; n++) {
      const at = new Date(begin + n * 5000).toISOString()
      const talked = n % 10 < 7
      part += `${at.slice(0, 10)} ${at.slice(11, 19)};${n % 5 < 3 ? 'входящий' : 'исходящий'};+7916${1_000_000 + client(n)};${101 + (n % 14)};${talked ? 'отвечен' : 'не отвечен'};${n % 40};${talked ? n % 300 : 0};bench-${n}\n`
      if (part.length > 65_536) {
        yield part
        part = ''
      }
    }
    yield part
  }
  await pipeline(Readable.from(lines()), createWriteStream(path))
}

export interface Imported {
  readonly rows: number
  readonly seconds: number
  readonly peakMb: number
}

/** Imports a file in a process of its own and returns what it took, without the start of the process. */
export function importCalls(databaseUrl: string, folder: string, workspace: string, file: string): Promise<Imported> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(import.meta.dirname, 'import-child.ts'), workspace, file],
      {
        env: { ...process.env, DATABASE_URL: databaseUrl, LIDOSKOP_DATA: folder, LOG_LEVEL: 'warn' },
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    let out = ''
    child.stdout.on('data', (part: Buffer) => {
      out += part.toString()
    })
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve(JSON.parse(out) as Imported) : reject(new Error(`import ended with ${code}`)),
    )
  })
}
