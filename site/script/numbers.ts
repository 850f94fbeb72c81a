/**
 * Puts the visitor's numbers in the place of the page's, wherever they stand and however they are written: digits change one for
 * one, so that brackets, dashes, gaps and even numbers that are split over several elements keep their looks. What is typed is never touched.
 */

/** Numbers of the page → numbers to show, E.164. */
export type Numbers = Readonly<Record<string, string>>

const storageKey = 'lk-numbers'
/** A number that was shown on the page before is shown at once on the next one, until the server has answered. */
const rememberMs = 900_000

/**
 * Country codes as far as it matters: Russia, Kazakhstan and America have one digit, their neighbours three, most others two. Where it is
 * wrong, a number is found with its country's code and not without it.
 */
const code = /^\+([17]|(?:37|38|99)\d|\d\d)(.*)/
/** Stands between the texts of two elements: no page has it. */
const seam = '\0'
const gap = '[\\0\\s().\u2010-\u2015-]{0,6}'
const untouched = /^(SCRIPT|STYLE|TEXTAREA)$/

let shown: Numbers = {}
let pairs: (readonly [RegExp, string])[] = []
let observer: MutationObserver | undefined

/** Swaps `from` for `to` in any writing: with the country's code, with what is dialled before it at home, or without both. */
function pair(from: string, to: string): void {
  const [, country, digits = ''] = code.exec(from) ?? []
  const [, other, wanted = ''] = code.exec(to) ?? []
  // Digits are put in the place of digits: a number of another country or length has no place there.
  if (from === to || country !== other || digits.length !== wanted.length) return
  pairs.push([new RegExp(`(?<!\\d)(\\+?${country}|[80])?${gap}${[...digits].join(gap)}(?!\\d)`, 'g'), wanted])
}

function swap(text: string): string {
  for (const [any, wanted] of pairs) {
    text = text.replace(any, (found) => {
      // Digits before the number's own, the country's code say, stay as they are.
      let at = wanted.length - found.replace(/\D/g, '').length
      return found.replace(/\d/g, (digit) => wanted[at++] ?? digit)
    })
  }
  return text
}

function collect(node: Node, texts: Text[]): void {
  if (node instanceof Text) texts.push(node)
  else if (!(node instanceof HTMLElement && (untouched.test(node.tagName) || node.isContentEditable))) {
    const href = node instanceof Element && node.getAttribute('href')
    if (href && /^tel:/i.test(href)) {
      const swapped = swap(href)
      if (swapped !== href) node.setAttribute('href', swapped)
    }
    for (const child of node.childNodes) collect(child, texts)
  }
}

function sweep(root: Node): void {
  const texts: Text[] = []
  collect(root, texts)
  // All of it as one text, because a number may begin in one element and end in another.
  const before = texts.map(({ data }) => data).join(seam)
  const after = swap(before)
  if (after === before) return
  for (const [i, data] of after.split(seam).entries()) {
    const text = texts[i]
    if (text && text.data !== data) text.data = data
  }
}

/** Where the page changed: of a text its element, because the number may have been put together there piece by piece. */
function hear(records: readonly MutationRecord[]): void {
  const roots = new Set<Node | null>()
  for (const { type, target, addedNodes } of records) {
    for (const node of type === 'childList' ? addedNodes : [target])
      roots.add(node instanceof Text ? node.parentNode : node)
  }
  for (const root of roots) if (root?.isConnected) sweep(root)
  // What was changed here is no news.
  observer?.takeRecords()
}

/** Shows these numbers from now on, on what is there and on whatever the page adds; what is not named any more shows the page's own again. */
export function showNumbers(numbers: Numbers): void {
  pairs = []
  for (const page of Object.keys({ ...shown, ...numbers })) {
    const to = numbers[page] ?? page
    pair(page, to)
    if (shown[page]) pair(shown[page], to)
  }
  shown = numbers
  try {
    sessionStorage.setItem(storageKey, JSON.stringify([Date.now(), numbers]))
  } catch {
    // A browser that keeps nothing shows the page's own number for a moment on each page.
  }
  if (!pairs[0]) return
  observer ??= new MutationObserver(hear)
  observer.observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ['href'],
  })
  sweep(document)
  observer.takeRecords()
}

/** Shows what the page before showed: call it first of all, so that nobody sees a number change. */
export function recallNumbers(): void {
  try {
    const [at, numbers] = JSON.parse(sessionStorage.getItem(storageKey) ?? '') as [number, Numbers]
    if (Date.now() - at < rememberMs) showNumbers(numbers)
  } catch {
    // Nothing was kept.
  }
}
