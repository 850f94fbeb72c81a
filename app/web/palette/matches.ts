const latin = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
const cyrillic = 'йцукенгшщзхъфывапролджэячсмитьбю'

/** The same keys on the Russian layout, for words typed without switching it: `pdjyrb` is «звонки». */
const otherLayout = (text: string): string =>
  [...text].map((letter) => (latin.includes(letter) ? (cyrillic[latin.indexOf(letter)] ?? letter) : letter)).join('')

/** True where every typed word begins some word of the name. Ё and е are one letter; a forgotten layout is forgiven. */
export function matches(name: string, query: string): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll('ё', 'е')
  const words = plain(name).split(/[\s:,.«»"()/-]+/)
  const all = (typed: string) => typed.split(/\s+/).every((part) => words.some((word) => word.startsWith(part)))
  return all(plain(query)) || all(otherLayout(plain(query)))
}
