import { element } from '../shell/dom.ts'
import type { Language } from '../shell/part.ts'
import { speak } from '../shell/texts.ts'
import { chatTexts } from './texts.ts'

export interface Asked {
  readonly contact: { readonly name?: string; readonly phone?: string; readonly email?: string }
  readonly text: string
}

/** Tells a telephone number from an address; null where the text is neither. */
export function readContact(text: string): { phone: string } | { email: string } | null {
  const trimmed = text.trim()
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(trimmed)) return { email: trimmed }
  const digits = trimmed.replace(/\D/g, '')
  return digits.length >= 7 && digits.length <= 15 && /^[+\d\s().-]+$/.test(trimmed) ? { phone: trimmed } : null
}

/** The form for whoever writes while nobody is there, or before the first word. */
export function askForm(
  language: Language,
  {
    lead,
    consent,
    done,
  }: { readonly lead: string; readonly consent: string | null; readonly done: (asked: Asked) => void },
): HTMLFormElement {
  const t = speak(chatTexts, language)
  const name = element('input', { name: 'name', autocomplete: 'name', maxlength: 200 })
  const contact = element('input', { name: 'contact', autocomplete: 'tel', maxlength: 200, 'aria-required': 'true' })
  const text = element('textarea', { name: 'text', rows: 4, maxlength: 4_000, 'aria-required': 'true' })
  const error = element('p', { class: 'error', id: 'ask-error', role: 'alert', hidden: true })
  const field = (label: string, input: HTMLElement) =>
    element('label', { class: 'field' }, element('span', {}, label), input)
  const complain = (input: HTMLElement, said: string): void => {
    for (const one of [contact, text]) one.removeAttribute('aria-invalid')
    input.setAttribute('aria-invalid', 'true')
    input.setAttribute('aria-describedby', 'ask-error')
    error.textContent = said
    error.hidden = false
    input.focus()
  }
  return element(
    'form',
    {
      class: 'ask',
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault()
        const reached = readContact(contact.value)
        if (!reached) return complain(contact, t('contactWrong'))
        if (!text.value.trim()) return complain(text, t('messageMissing'))
        const called = name.value.trim()
        done({ contact: { ...(called ? { name: called } : {}), ...reached }, text: text.value.trim() })
      },
    },
    element('p', {}, lead),
    field(t('name'), name),
    field(t('contact'), contact),
    field(t('message'), text),
    error,
    element('button', { type: 'submit', class: 'button' }, t('send')),
    consent
      ? element(
          'p',
          { class: 'small' },
          element('a', { href: consent, target: '_blank', rel: 'noopener' }, t('consent')),
        )
      : null,
  )
}
