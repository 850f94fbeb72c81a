/**
 * The text of an HTML letter, for reading and searching: never to be shown as HTML. One pass over the source, so that a
 * hostile letter costs no more than its length. What stands in a blockquote gets the `> ` of plain text.
 */

const silent = new Set(['script', 'style', 'head', 'title', 'template', 'svg', 'noscript', 'object'])
const lines = new Set([
  'br',
  'tr',
  'li',
  'hr',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'div',
  'p',
  'table',
  'ul',
  'ol',
  'blockquote',
])
const paragraphs = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'ul', 'ol', 'blockquote'])

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  laquo: '«',
  raquo: '»',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  copy: '©',
  reg: '®',
  bull: '•',
  rub: '₽',
  euro: '€',
  shy: '',
  zwnj: '',
}

function decoded(text: string): string {
  return text.replace(/&(#x[\da-f]{1,6}|#\d{1,7}|[a-z]{2,8});?/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name.toLowerCase()] ?? whole
    const hex = name[1] === 'x' || name[1] === 'X'
    const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10)
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code < 0xe000) ? String.fromCodePoint(code) : ''
  })
}

/** No person writes more; newsletters do. */
const longest = 1_000_000

/** Plain text of an HTML document. */
export function textOfHtml(document: string): string {
  const html = document.slice(0, longest)
  const out: string[] = []
  let line = ''
  let depth = 0
  let mute: string | null = null
  const endLine = (): void => {
    out.push(`${'> '.repeat(Math.min(depth, 5))}${line.trim()}`.trimEnd())
    line = ''
  }
  const breakLine = (): void => {
    if (line.trim()) endLine()
  }
  let at = 0
  while (at < html.length) {
    const open = html.indexOf('<', at)
    const text = html.slice(at, open < 0 ? html.length : open)
    if (!mute && text) line += decoded(text.replace(/\s+/g, ' '))
    if (open < 0) break
    if (html.startsWith('<!--', open)) {
      const end = html.indexOf('-->', open + 4)
      if (end < 0) break
      at = end + 3
      continue
    }
    const close = html.indexOf('>', open)
    if (close < 0) break
    const tag = /^<(\/?)([a-z][a-z\d]*)/i.exec(html.slice(open, Math.min(close, open + 40)))
    at = close + 1
    // A lone "<" that opens no tag is a character.
    if (!tag) {
      if (!/^<[!?/]/.test(html.slice(open, open + 2)) && !mute) {
        line += '<'
        at = open + 1
      }
      continue
    }
    const name = (tag[2] ?? '').toLowerCase()
    const closing = tag[1] === '/'
    if (mute) {
      if (closing && name === mute) mute = null
      continue
    }
    if (silent.has(name) && !closing && html[close - 1] !== '/') {
      mute = name
      continue
    }
    if (name === 'td' || name === 'th') line += ' '
    if (!lines.has(name)) continue
    if (name === 'br') endLine()
    else breakLine()
    // The empty line after a quote is outside it, the one before it as well.
    if (name === 'blockquote' && closing) depth = Math.max(0, depth - 1)
    if (paragraphs.has(name) && out.length > 0 && out.at(-1) !== '') out.push('>'.repeat(depth === 0 ? 0 : 1))
    if (name === 'blockquote' && !closing) depth += 1
    if (name === 'li' && !closing) line = '• '
  }
  breakLine()
  return out
    .join('\n')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
