/** What the browser remembers for the site, in its first-party storage; in memory alone where it keeps nothing or may not. */

const kept = new Map<string, string>()

/** Set to false, nothing is written and what was is forgotten. */
let allowed = true

const storage = (): Storage | null => {
  try {
    return allowed ? window.localStorage : null
  } catch {
    return null
  }
}

export const mayKeep = (may: boolean): void => {
  allowed = may
}

export function recall<Value>(key: string): Value | undefined {
  try {
    const text = storage()?.getItem(key) ?? kept.get(key)
    return text ? (JSON.parse(text) as Value) : undefined
  } catch {
    return undefined
  }
}

export function keep(key: string, value: unknown): void {
  const text = JSON.stringify(value)
  try {
    const place = storage()
    if (place) {
      place.setItem(key, text)
      return
    }
  } catch {
    // Full, or forbidden: memory lasts for the page.
  }
  kept.set(key, text)
}

export function forget(key: string): void {
  kept.delete(key)
  try {
    window.localStorage.removeItem(key)
  } catch {
    // Nothing was kept.
  }
}

/** A time-ordered id (UUID v7): the server's indexes then grow at their end. */
export function newId(): string {
  const time = Date.now().toString(16).padStart(12, '0')
  const random = [...crypto.getRandomValues(new Uint8Array(10))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`
}
