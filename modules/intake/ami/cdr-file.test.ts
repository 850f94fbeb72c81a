import { appendFileSync, copyFileSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FilePlace, readNews } from './cdr-file.ts'

let folder: string
let file: string
let place: FilePlace | null
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lidoskop-master-'))
  file = join(folder, 'Master.csv')
  writeFileSync(file, '')
  place = null
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Lines of one length, as records of a quiet night are: only their end tells them apart. */
const line = (n: number) => `"","79161230001","101","from-trunk","2026-03-02 12:00:00","ANSWERED","1772442000.${n}"\n`
const write = (...numbers: number[]) => appendFileSync(file, numbers.map(line).join(''))

/** Everything that is new, by the numbers of the records. The place goes through JSON, as it does when the server starts again. */
async function news(): Promise<number[]> {
  const read: number[] = []
  for (let more = true; more; ) {
    const found = await readNews(file, place)
    place = JSON.parse(JSON.stringify(found.place)) as FilePlace
    more = found.more
    read.push(...found.lines.map((one) => Number(/\.(\d+)"$/.exec(one)?.[1] ?? Number.NaN)))
  }
  return read
}

test('each record is told once; one that is being written is told when it is whole', async () => {
  write(1, 2)
  expect(await news()).toEqual([1, 2])
  expect(await news()).toEqual([])
  const half = line(3)
  appendFileSync(file, half.slice(0, 40))
  expect(await news()).toEqual([])
  appendFileSync(file, half.slice(40))
  write(4)
  expect(await news()).toEqual([3, 4])
})

test('a file that is renamed is read to its end, the last line too if it has none, then the new one from its beginning', async () => {
  write(1)
  await news()
  write(2)
  appendFileSync(file, line(3).trimEnd())
  renameSync(file, `${file}.1`)
  writeFileSync(file, line(4))
  expect(await news()).toEqual([2, 3, 4])
  expect(await news()).toEqual([])
})

test('a file that is emptied in place is read on from its copy, then from its beginning, however much it has grown since', async () => {
  write(1, 2)
  await news()
  write(3)
  copyFileSync(file, `${file}.1`)
  truncateSync(file)
  // More than before, and of the same length: only what stands there tells that it is another.
  write(4, 5, 6, 7)
  expect(await news()).toEqual([3, 4, 5, 6, 7])
  write(8)
  expect(await news()).toEqual([8])
})

test('three nights of rotation during which nobody looked lose nothing', async () => {
  write(1)
  await news()
  write(2)
  for (const night of [1, 2, 3]) {
    for (const older of [2, 1]) renameIfThere(`${file}.${older}`, `${file}.${older + 1}`)
    renameSync(file, `${file}.1`)
    writeFileSync(file, line(10 * night))
    await later()
  }
  expect(await news()).toEqual([2, 10, 20, 30])
})

test('a file whose past was packed away is read from its beginning', async () => {
  write(1)
  await news()
  renameSync(file, `${file}.1.gz`)
  writeFileSync(file, line(2))
  expect(await news()).toEqual([2])
})

const renameIfThere = (from: string, to: string): void => {
  try {
    renameSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** Files of different nights were not written in the same tick of the disk's clock. */
const later = () => new Promise((resume) => setTimeout(resume, 20))
