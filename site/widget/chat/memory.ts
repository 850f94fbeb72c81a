/** What the browser keeps of a chat between pages: who the visitor is to us, and words that have not arrived yet. */

export interface Waiting {
  readonly id: string
  readonly text: string
  readonly file?: string
}

export interface Memory {
  token: string | null
  dialogue: string | null
  /** The visitor has read up to this message. */
  read: number
  /** When the dialogue was last alive, ms. */
  at: number
  waiting: Waiting[]
}

const empty = (): Memory => ({ token: null, dialogue: null, read: 0, at: 0, waiting: [] })

/** Reads and writes the memory of one site; where storage is forbidden it lives as long as the page. */
export function remember(key: string): { readonly memory: Memory; save(): void } {
  const name = `lidoskop.chat.${key}`
  let memory = empty()
  try {
    const kept = JSON.parse(localStorage.getItem(name) ?? '{}') as Partial<Memory>
    memory = { ...memory, ...kept, waiting: Array.isArray(kept.waiting) ? kept.waiting : [] }
  } catch {
    memory = empty()
  }
  return {
    memory,
    save() {
      try {
        localStorage.setItem(name, JSON.stringify(memory))
      } catch {
        // A private window or a full disk: the chat works, the next page will not know of it.
      }
    },
  }
}

/** A random id; `crypto.randomUUID` is there on secure pages alone. */
export function newUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
