/** Whom the demo company knows by now. */
import { type Client, newClient } from './clients.ts'
import type { DepartmentKey } from './company.ts'
import type { Random } from './random.ts'

export interface Memory {
  readonly known: Record<DepartmentKey, Client[]>
  /** The few numbers that the padder dials. */
  readonly padded: readonly Client[]
}

const knownAtFirst = 150
const knownAtMost = 1500

/** The clients of the years before the story. */
export function oldMemory(random: Random): Memory {
  const old = (department: DepartmentKey, count: number) =>
    Array.from({ length: count }, (_, i) =>
      newClient(
        random.fork(`old-${department}-${i}`),
        department === 'corporate' ? 'corporate' : 'windows',
        department,
        null,
        0.8,
      ),
    )
  return {
    known: {
      retail: old('retail', knownAtFirst),
      corporate: old('corporate', knownAtFirst),
      service: old('service', knownAtFirst),
    },
    padded: old('retail', 5),
  }
}

/** Keeps a client for later calls; of too many a random one is forgotten. */
export function remember({ known }: Memory, random: Random, client: Client): void {
  const list = known[client.department]
  if (list.length < knownAtMost) list.push(client)
  else list[random.int(0, list.length - 1)] = client
}
