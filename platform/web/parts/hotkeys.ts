import { useEffect, useRef } from 'react'

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

const dialogOpen = () => document.querySelector('[role="dialog"][aria-modal="true"]') !== null

/** Where the key is on a keyboard with any layout: on a Russian one `j` arrives as «о». */
const physical = (event: KeyboardEvent) => {
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1]?.toLowerCase()
  return letter ?? event.key
}

/**
 * Keys of a screen: `useHotkeys({ j: next, k: previous, '/': search, 'mod+k': open })`.
 * Letters work in any keyboard layout. Plain keys are silent while somebody types or a dialog is open; `mod+…` always works.
 */
export function useHotkeys(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  const current = useRef(keys)
  useEffect(() => {
    current.current = keys
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const mod = event.metaKey || event.ctrlKey
      if (event.altKey || event.defaultPrevented) return
      const handler = (mod ? [`mod+${physical(event)}`] : [event.key, physical(event)])
        .map((name) => current.current[name])
        .find(Boolean)
      if (!handler || (!mod && (typing(event.target) || dialogOpen()))) return
      event.preventDefault()
      handler(event)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
