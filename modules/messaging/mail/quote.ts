/**
 * What a person wrote in this letter, without the letters it answers and without the signature. Lines decide, not the
 * whole text at once: rules are tried line by line from the top, so that a long history costs no more than its length.
 */

export interface CutText {
  readonly shown: string
  /** Something was cut: the whole text says more. */
  readonly cut: boolean
}

const week = 'понедельник|вторник|среда|четверг|пятница|суббота|воскресенье'
const weekShort = 'пн|вт|ср|чт|пт|сб|вс|mon|tue|wed|thu|fri|sat|sun'

/** Lines after which only history follows, as mail programs write them. */
const separators: readonly RegExp[] = [
  /^-{2,}\s*(original message|исходное сообщение|оригинальное сообщение|original-nachricht)\s*-{0,}$/i,
  /^_{20,}$/,
]

/** "Somebody wrote then:". Each program has its own. */
const attributions: readonly RegExp[] = [
  // Gmail, Apple Mail, Thunderbird
  /^on .{6,200} wrote:$/i,
  new RegExp(`^(${weekShort})[.,]* .{6,200}:$`, 'i'),
  // mail.ru
  new RegExp(`^(${week}),? .{6,200} от .{3,200}:$`, 'i'),
  // Яндекс, The Bat, Thunderbird in Russian
  /^\d{1,2}[./]\d{1,2}[./]\d{2,4},? .{0,200}(<\S+@\S+>|пишет|написал\S*|wrote):?$/i,
  /^.{0,200}\d.{0,200}(пишет|написал(а|\(а\))?|wrote):$/i,
  /^(вы писали|you wrote).{0,100}:$/i,
]

/** The block of headers that Outlook puts above what it quotes: From, then Sent and To or Subject. */
function isHeaderBlock(lines: readonly string[], at: number): boolean {
  if (!/^\*?(от|from):\*?\s/i.test(lines[at] ?? '')) return false
  const below = lines.slice(at + 1, at + 6)
  return (
    below.some((line) => /^\*?(отправлено|дата|sent|date):/i.test(line)) &&
    below.some((line) => /^\*?(кому|to|тема|subject):/i.test(line))
  )
}

/** Forwarded letters are the matter itself, not history. */
const forwarded =
  /^(-{2,}\s*)?(forwarded message|пересылаемое сообщение|пересланное сообщение|begin forwarded message|начало переадресованного сообщения)/i

const mobile =
  /^(отправлено (с|из) |sent from (my|outlook|yahoo|mail)|получите outlook для|get outlook for|--? ?отправлено из|отправлено с )/i
const regards = /^(с уважением|с наилучшими|всего доброго|best regards|kind regards|regards|sincerely)[,.! ]?/i
/** So many lines from the end a farewell may stand; further up it belongs to the text. */
const signatureLines = 12

const isQuote = (line: string): boolean => /^\s*>/.test(line)

/** Looked at closely only where it ends like one and is no longer than one: the rules cost the square of a line's length. */
const isAttribution = (text: string): boolean =>
  text.length <= 300 && /(:|>|пишет|написал\S{0,3}|wrote)$/i.test(text) && attributions.some((rule) => rule.test(text))

/** Index of the line at which history begins, or the number of lines. */
function historyStart(lines: readonly string[]): number {
  for (const [i, line] of lines.entries()) {
    const text = line.trim()
    if (forwarded.test(text)) return lines.length
    if (separators.some((rule) => rule.test(text)) || isHeaderBlock(lines, i)) return i
    // Programs break a long attribution over two lines.
    const two = `${text} ${(lines[i + 1] ?? '').trim()}`
    const attributed = isAttribution(text) || (two.endsWith(':') && isAttribution(two))
    if (attributed && !answersBelow(lines.slice(i + 1))) return i
    if (isQuote(line)) return answersBelow(lines.slice(i)) ? lines.length : i
  }
  return lines.length
}

/** Whether somebody wrote between or below the quoted lines: then the quotes are what is answered, and stay. */
function answersBelow(lines: readonly string[]): boolean {
  const first = lines.findIndex(isQuote)
  if (first < 0) return false
  const after = lines.slice(first).filter((line) => line.trim() && !isQuote(line))
  return after.some((line) => !mobile.test(line.trim()) && !/^--\s*$/.test(line)) && !onlySignature(lines.slice(first))
}

const onlySignature = (lines: readonly string[]): boolean => {
  const rest = lines.filter((line) => line.trim() && !isQuote(line))
  return (
    rest.length > 0 &&
    rest.length <= signatureLines &&
    (/^--\s*$/.test(rest[0] ?? '') || regards.test((rest[0] ?? '').trim()))
  )
}

/** Index at which the signature begins, or the number of lines. */
function signatureStart(lines: readonly string[]): number {
  for (const [i, line] of lines.entries()) {
    if (i === 0) continue
    if (/^-- ?$/.test(line)) return i
    if (lines.length - i <= signatureLines && regards.test(line.trim())) return i
  }
  return lines.length
}

/** The text to show of a letter's whole text. Where nothing would be left, everything is shown. */
export function cutText(whole: string): CutText {
  const lines = whole.replace(/\r\n?/g, '\n').split('\n')
  const own = lines.slice(0, historyStart(lines))
  const body = own.slice(0, signatureStart(own))
  while (body.length > 0 && (!(body.at(-1) ?? '').trim() || mobile.test((body.at(-1) ?? '').trim()))) body.pop()
  const shown = body
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
  const all = whole.trim()
  return shown ? { shown, cut: shown.length < all.length } : { shown: all, cut: false }
}
