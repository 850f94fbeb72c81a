type Child = Node | string | null | undefined | false

/**
 * Makes an element. Texts become text nodes and never markup: what a visitor or an operator wrote can't run.
 * Attributes set to null or false are left out; `on…` listens.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | boolean | number | null | undefined | ((event: Event) => void)>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value)
    else if (value === true) made.setAttribute(name, '')
    else if (value !== null && value !== undefined && value !== false) made.setAttribute(name, String(value))
  }
  for (const child of children) if (child) made.append(child)
  return made
}

const svg = 'http://www.w3.org/2000/svg'

/** An outlined icon of 24 × 24 from the `d` of its path. */
export function icon(path: string): SVGSVGElement {
  const picture = document.createElementNS(svg, 'svg')
  const attributes = { viewBox: '0 0 24 24', 'aria-hidden': 'true', class: 'icon' }
  for (const [name, value] of Object.entries(attributes)) picture.setAttribute(name, value)
  const line = document.createElementNS(svg, 'path')
  line.setAttribute('d', path)
  picture.append(line)
  return picture
}

export const icons = {
  talk: 'M8 9h8M8 13h5M18 4a3 3 0 0 1 3 3v8a3 3 0 0 1-3 3h-5l-5 3v-3H6a3 3 0 0 1-3-3V7a3 3 0 0 1 3-3z',
  close: 'M18 6 6 18M6 6l12 12',
  send: 'M10 14 21 3M21 3l-6.5 18a.55.55 0 0 1-1 0L10 14l-7-3.5a.55.55 0 0 1 0-1z',
  clip: 'm15 7-6.5 6.5a1.5 1.5 0 0 0 3 3L18 10a3 3 0 0 0-6-6l-6.5 6.5a4.5 4.5 0 0 0 9 9L21 13',
  file: 'M14 3v5h5M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8z',
  star: 'm12 3 2.8 5.7 6.2.9-4.5 4.4 1 6.2L12 17.3l-5.5 2.9 1-6.2L3 9.6l6.2-.9z',
} as const
