const reachable = 'button,[href],input,textarea,select,[tabindex]:not([tabindex="-1"])'

/** Keeps Tab within `panel` while it is open and calls `leave` on Escape. */
export function guardFocus(panel: HTMLElement, leave: () => void): void {
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation()
      leave()
      return
    }
    if (event.key !== 'Tab') return
    const stops = [...panel.querySelectorAll<HTMLElement>(reachable)].filter(
      (stop) => !stop.hasAttribute('disabled') && stop.getClientRects().length > 0,
    )
    const first = stops[0]
    const last = stops.at(-1)
    const root = panel.getRootNode() as ShadowRoot
    const edge = event.shiftKey ? first : last
    if (root.activeElement !== edge && root.activeElement !== panel) return
    event.preventDefault()
    ;(event.shiftKey ? last : first)?.focus()
  })
}
