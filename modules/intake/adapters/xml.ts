import { Parser } from 'saxen'

/** An element without the prefixes of its names: senders bind them to whatever they like. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  readonly text: string
}

interface Open {
  readonly name: string
  readonly attributes: Record<string, string>
  readonly children: XmlElement[]
  text: string
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1)
const deepest = 50

/** The root of an XML document, or null where it is none or is cut short. Entities of its own are not followed. */
export function readXml(document: string): XmlElement | null {
  const stack: Open[] = []
  let root: XmlElement | null = null
  let broken = false
  const parser = new Parser()
    .on('openTag', (name, attributes) => {
      if (stack.length >= deepest) broken = true
      const read = Object.entries(attributes()).map(([key, value]) => [local(key), value ?? ''])
      if (!broken) stack.push({ name: local(name), attributes: Object.fromEntries(read), children: [], text: '' })
    })
    .on('closeTag', () => {
      const closed = stack.pop()
      if (!closed) return
      const parent = stack.at(-1)
      if (parent) parent.children.push(closed)
      else root ??= closed
    })
    .on('text', (value, decode) => {
      const open = stack.at(-1)
      if (open) open.text += decode(value)
    })
    .on('cdata', (value) => {
      const open = stack.at(-1)
      if (open) open.text += value
    })
    .on('error', () => {
      broken = true
    })
  parser.write(document)
  const error = parser.end()
  return broken || error || stack.length > 0 ? null : root
}

/** The element at the end of a path of names, or undefined. */
export const at = (element: XmlElement | undefined, ...path: readonly string[]): XmlElement | undefined =>
  path.reduce<XmlElement | undefined>((from, name) => from?.children.find((child) => child.name === name), element)

/** Its text, or undefined where there is none. */
export const textAt = (element: XmlElement | undefined, ...path: readonly string[]): string | undefined =>
  at(element, ...path)?.text.trim() || undefined

/** Every element of a name below, in the document's order. */
export const below = (element: XmlElement | undefined, name: string): XmlElement[] =>
  (element?.children ?? []).flatMap((child) => [...(child.name === name ? [child] : []), ...below(child, name)])
