import { element, icon, icons } from '../shell/dom.ts'
import type { Language } from '../shell/part.ts'
import { speak } from '../shell/texts.ts'
import { chatTexts } from './texts.ts'

/** Where the visitor writes: Enter sends, Shift+Enter begins a line. */
export function composer(
  language: Language,
  options: {
    readonly files: boolean
    readonly say: (text: string) => void
    readonly attach: (file: File) => void
    readonly typing: () => void
  },
): { readonly node: HTMLElement; focus(): void } {
  const t = speak(chatTexts, language)
  const input = element('textarea', {
    rows: 1,
    maxlength: 4_000,
    'aria-label': t('message'),
    placeholder: t('write'),
    oninput: () => {
      input.style.height = 'auto'
      input.style.height = `${Math.min(input.scrollHeight, 120)}px`
      options.typing()
    },
    onkeydown: (event) => {
      const { key, shiftKey, isComposing } = event as KeyboardEvent
      if (key !== 'Enter' || shiftKey || isComposing) return
      event.preventDefault()
      submit()
    },
    onpaste: (event) => {
      const [file] = (event as ClipboardEvent).clipboardData?.files ?? []
      if (!file || !options.files) return
      event.preventDefault()
      options.attach(file)
    },
  })
  const submit = (): void => {
    const text = input.value.trim()
    if (!text) return
    input.value = ''
    input.style.height = 'auto'
    options.say(text)
    input.focus()
  }
  const chosen = element('input', {
    type: 'file',
    hidden: true,
    onchange: () => {
      const [file] = chosen.files ?? []
      if (file) options.attach(file)
      chosen.value = ''
    },
  })
  const attach = element(
    'button',
    { type: 'button', class: 'tool', 'aria-label': t('attach'), onclick: () => chosen.click() },
    icon(icons.clip),
  )
  const send = element(
    'button',
    { type: 'button', class: 'tool go', 'aria-label': t('send'), onclick: submit },
    icon(icons.send),
  )
  return {
    node: element('div', { class: 'write' }, options.files ? attach : null, chosen, input, send),
    focus: () => input.focus(),
  }
}
