import { element } from '../shell/dom.ts'
import type { Frame, LoadedPart, Look, MountedPart, Part } from '../shell/part.ts'
import { speak } from '../shell/texts.ts'
import { askForm } from './ask.ts'
import { createBubbles } from './bubble.ts'
import { composer } from './composer.ts'
import { createDialogue } from './dialogue.ts'
import { upload } from './files.ts'
import { ratingForm } from './rating.ts'
import { chatTexts } from './texts.ts'

export { chatStyles } from './styles.ts'

interface Config extends Required<Look> {
  readonly enabled: boolean
  readonly available: boolean
  readonly title: string
  readonly greeting: string
  readonly offlineText: string
  readonly contact: 'never' | 'offline' | 'first'
  readonly consent: string | null
  readonly files: boolean
}

/** Live chat with the company's people. */
export const chat: Part = {
  name: 'chat',
  async load(site, language): Promise<LoadedPart | null> {
    try {
      const response = await fetch(site.address('chat/config'), { credentials: 'omit' })
      const config = response.ok ? ((await response.json()) as Config) : null
      if (!config?.enabled) return null
      const { accent, side, scheme } = config
      return {
        title: config.title || speak(chatTexts, language)('chat'),
        tab: speak(chatTexts, language)('chat'),
        look: { accent, side, scheme },
        mount: (frame) => mount(frame, config),
      }
    } catch {
      return null
    }
  },
}

function mount(frame: Frame, config: Config): MountedPart {
  const { language, site } = frame
  const t = speak(chatTexts, language)
  const dialogue = createDialogue(frame, config.available, draw)
  const bubbles = createBubbles(frame, dialogue.token)
  const drawn = new Map<string, HTMLElement>()

  const state = element('span', {})
  const bar = element('div', { class: 'bar' }, element('span', { class: 'dot' }), state)
  const lost = element('div', { class: 'lost', role: 'status', hidden: true })
  const list = element('ol', { 'aria-label': t('dialogue'), 'aria-live': 'polite', 'aria-relevant': 'additions' })
  const hello = element('p', { class: 'hello' })
  const read = element('span', { class: 'about', hidden: true }, t('read'))
  const flow = element(
    'div',
    { class: 'flow', tabindex: '0', role: 'log', 'aria-label': t('dialogue') },
    hello,
    list,
    read,
  )
  const typing = element('div', { class: 'typing' })
  const error = element('div', { class: 'lost', role: 'alert', hidden: true })
  const write = composer(language, {
    files: config.files,
    say: (text) => dialogue.say(text),
    attach: (file) => void attach(file),
    typing: () => dialogue.typing(),
  })
  const asking = askForm(language, {
    lead: config.contact === 'first' && config.available ? t('firstContact') : config.offlineText || t('offline'),
    consent: config.consent,
    done({ contact, text }) {
      dialogue.introduce(contact)
      dialogue.say(text)
    },
  })
  let rated: string | null = null
  const rating = ratingForm(language, (score, comment) => {
    rated = dialogue.shown().dialogue?.id ?? null
    dialogue.rate(score, comment)
    frame.announce(t('thanks'))
    draw()
  })
  const talk = element('div', { class: 'chat' }, bar, lost, flow, typing, error, rating, write.node)
  const node = element('div', { class: 'chat' }, talk, asking)
  if (dialogue.goesOn()) dialogue.connect()
  draw()

  async function attach(file: File): Promise<void> {
    error.hidden = true
    dialogue.connect()
    // The first file may be chosen before the line is open.
    for (let tries = 0; tries < 50 && !dialogue.token(); tries++) await new Promise((go) => setTimeout(go, 100))
    const uploaded = await upload(site, dialogue.token() ?? '', file)
    if ('file' in uploaded) return dialogue.say('', uploaded.file.id)
    const reason = { large: t('fileLarge'), type: t('fileType'), network: t('fileNetwork') }[uploaded.failed]
    error.textContent = t('fileFailed', { reason })
    error.hidden = false
  }

  function draw(): void {
    const shown = dialogue.shown()
    const nothingYet = shown.messages.length === 0 && shown.waiting.length === 0
    const reachable = shown.known.phone !== null || shown.known.email !== null
    const asks =
      nothingYet && !reachable && (config.contact === 'first' || (config.contact === 'offline' && !shown.available))
    asking.hidden = !asks
    talk.hidden = asks
    state.textContent = shown.dialogue?.operator ?? (shown.available ? t('there') : t('away'))
    bar.toggleAttribute('data-there', shown.available)
    lost.hidden = shown.connected || (nothingYet && !frame.isOpen())
    lost.textContent = t('lost')
    hello.textContent = shown.available ? config.greeting || t('greeting') : config.offlineText || t('offline')
    typing.textContent = shown.typing ? t('typing', { name: shown.typing }) : ''
    rating.hidden = !shown.dialogue?.mayRate || rated === shown.dialogue.id
    if (shown.refused) {
      error.textContent = t(shown.refused)
      error.hidden = false
    } else if (error.textContent === t('flood')) error.hidden = true
    drawMessages()
    frame.badge(frame.isOpen() ? 0 : shown.unread)
    if (frame.isOpen() && document.visibilityState === 'visible') dialogue.see()
  }

  function drawMessages(): void {
    const { messages, waiting, dialogue: current } = dialogue.shown()
    const atEnd = flow.scrollHeight - flow.scrollTop - flow.clientHeight < 80
    const wanted = [
      ...messages.map((message) => [`m ${message.id}`, () => bubbles.of(message)] as const),
      ...waiting.map((one) => [`w ${one.id}`, () => bubbles.waiting(one.text)] as const),
    ]
    const keys = new Set<string>(wanted.map(([key]) => key))
    for (const [key, node] of drawn) {
      if (keys.has(key)) continue
      node.remove()
      drawn.delete(key)
    }
    let grew = false
    for (const [index, [key, make]] of wanted.entries()) {
      let entry = drawn.get(key)
      if (!entry) {
        entry = make()
        drawn.set(key, entry)
        grew = true
      }
      if (list.children[index] !== entry) list.insertBefore(entry, list.children[index] ?? null)
    }
    const mine = messages.filter(({ author }) => author === 'client').at(-1)
    read.hidden = !mine || waiting.length > 0 || messages.at(-1) !== mine || (current?.read ?? 0) < mine.seq
    read.style.alignSelf = 'flex-end'
    if (grew && (atEnd || !frame.isOpen())) flow.scrollTop = flow.scrollHeight
  }

  document.addEventListener('visibilitychange', draw)
  return {
    node,
    shown() {
      dialogue.connect()
      draw()
      flow.scrollTop = flow.scrollHeight
    },
    hidden: () => draw(),
    focus: () => (asking.hidden ? write.focus() : asking.querySelector('input')?.focus()),
  }
}
