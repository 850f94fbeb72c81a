import { element } from '../shell/dom.ts'
import type { Frame, LoadedPart, MountedPart, Part } from '../shell/part.ts'
import { speak } from '../shell/texts.ts'
import { callbackTexts } from './texts.ts'

export { callbackStyles } from './styles.ts'

interface Config {
  readonly enabled: boolean
  readonly open: boolean
  readonly promiseSeconds: number
  readonly text: string
  readonly consent: string | null
  /** Moments that may be wished for, ISO 8601. */
  readonly slots: readonly string[]
}

/** A number to be called back: at once, or at a chosen time. */
export const callback: Part = {
  name: 'callback',
  async load(site, language): Promise<LoadedPart | null> {
    try {
      const response = await fetch(site.address('callbacks/config'), { credentials: 'omit' })
      const config = response.ok ? ((await response.json()) as Config) : null
      if (!config?.enabled) return null
      const t = speak(callbackTexts, language)
      return { title: t('title'), tab: t('callback'), mount: (frame) => mount(frame, config) }
    } catch {
      return null
    }
  },
}

function mount(frame: Frame, config: Config): MountedPart {
  const { language } = frame
  const t = speak(callbackTexts, language)
  const node = element('div', { class: 'callback' })
  let clock: ReturnType<typeof setInterval> | undefined
  const ask = (): void => {
    clearInterval(clock)
    node.replaceChildren(askForm(frame, config, promised))
  }
  const promised = (until: Date): void => {
    const big = element('div', { class: 'clock', 'aria-hidden': 'true' })
    const said = element('p', { class: 'lead' })
    const again = element('button', { type: 'button', class: 'again', onclick: ask }, t('another'))
    node.replaceChildren(element('div', { class: 'done' }, said, big, again))
    const near = until.getTime() - Date.now() < 3_600_000
    const draw = (): void => {
      const left = Math.ceil((until.getTime() - Date.now()) / 1000)
      if (!near) said.textContent = t('at', { time: momentText(until, language) })
      else said.textContent = left > 0 ? t('left') : t('soonNow')
      big.textContent = near && left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}` : ''
      if (left <= 0) clearInterval(clock)
    }
    draw()
    if (near) clock = setInterval(draw, 250)
    frame.announce(near ? t('calling') : t('at', { time: momentText(until, language) }))
  }
  ask()
  return {
    node,
    shown: () => undefined,
    hidden: () => undefined,
    focus: () => node.querySelector<HTMLElement>('input, button')?.focus(),
  }
}

const momentText = (at: Date, language: 'ru' | 'en'): string =>
  new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)

function askForm({ language, site }: Frame, config: Config, promised: (until: Date) => void): HTMLFormElement {
  const t = speak(callbackTexts, language)
  // The same tap repeated after a lost answer is the same request.
  let id = crypto.randomUUID()
  const phone = element('input', {
    ...{ name: 'phone', type: 'tel', autocomplete: 'tel', inputmode: 'tel', maxlength: 40, 'aria-required': 'true' },
    oninput: () => {
      id = crypto.randomUUID()
    },
  })
  const name = element('input', { name: 'name', autocomplete: 'name', maxlength: 200 })
  const when = element(
    'select',
    { name: 'when' },
    element('option', { value: '' }, t('now')),
    ...config.slots.map((slot) => element('option', { value: slot }, momentText(new Date(slot), language))),
  )
  const error = element('p', { class: 'error', id: 'callback-error', role: 'alert', hidden: true })
  const button = element('button', { type: 'submit', class: 'button' }, t('call'))
  const complain = (said: string, atPhone = false): void => {
    error.textContent = said
    error.hidden = false
    if (!atPhone) return
    phone.setAttribute('aria-invalid', 'true')
    phone.setAttribute('aria-describedby', 'callback-error')
    phone.focus()
  }
  const send = async (): Promise<void> => {
    phone.removeAttribute('aria-invalid')
    error.hidden = true
    if (phone.value.replace(/\D/g, '').length < 5) return complain(t('wrong'), true)
    button.disabled = true
    try {
      const response = await fetch(site.address('callbacks/requests'), {
        method: 'POST',
        credentials: 'omit',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          ...{ id, phone: phone.value, language, page: location.href.slice(0, 2_000) },
          ...(name.value.trim() && { name: name.value.trim() }),
          ...(when.value && { at: when.value }),
          ...site.visit(),
        }),
      })
      if (response.ok) return promised(new Date(((await response.json()) as { until: string }).until))
      if (response.status === 429) complain(t('often'))
      else complain(t('wrong'), true)
    } catch {
      complain(t('offline'))
    } finally {
      button.disabled = false
    }
  }
  const field = (label: string, input: HTMLElement) =>
    element('label', { class: 'field' }, element('span', {}, label), input)
  const { promiseSeconds, consent, text } = config
  const time =
    promiseSeconds < 120 ? t('seconds', { n: promiseSeconds }) : t('minutes', { n: Math.round(promiseSeconds / 60) })
  return element(
    'form',
    {
      novalidate: true,
      onsubmit: (event) => {
        event.preventDefault()
        void send()
      },
    },
    element('p', { class: 'lead' }, text || (config.open ? t('soon', { time }) : t('closed'))),
    field(t('phone'), phone),
    field(t('name'), name),
    config.slots.length > 0 ? field(t('when'), when) : null,
    error,
    button,
    consent
      ? element(
          'p',
          { class: 'small' },
          element('a', { href: consent, target: '_blank', rel: 'noopener' }, t('consent')),
        )
      : null,
  )
}
