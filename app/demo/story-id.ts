import { createHash } from 'node:crypto'

/** The same name and moment make the same id: a story that is told again tells nothing twice. */
export function idOf(at: number, name: string): string {
  const time = Math.round(at).toString(16).padStart(12, '0')
  const hash = createHash('sha256').update(name).digest('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hash.slice(0, 3)}-8${hash.slice(3, 6)}-${hash.slice(6, 18)}`
}
