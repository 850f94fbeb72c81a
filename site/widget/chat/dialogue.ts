import type { ChatMessage, DialogueNews, VisitorNews } from '../../../modules/chat/rules.ts'
import type { Frame } from '../shell/part.ts'
import { type Line, openLine } from './line.ts'
import { newUuid, remember, type Waiting } from './memory.ts'

/** What the page shows of the chat. */
export interface Shown {
  readonly messages: readonly ChatMessage[]
  /** Words on their way, in their order. */
  readonly waiting: readonly Waiting[]
  readonly dialogue: DialogueNews['dialogue']
  readonly connected: boolean
  readonly available: boolean
  readonly known: { readonly name: string | null; readonly phone: string | null; readonly email: string | null }
  readonly typing: string | null
  readonly refused: 'blocked' | 'flood' | null
  readonly unread: number
}

export interface Dialogue {
  readonly shown: () => Shown
  readonly token: () => string | null
  /** Opens the line; does nothing where it is open. */
  connect(): void
  say(text: string, file?: string): void
  introduce(contact: { name?: string; phone?: string; email?: string }): void
  typing(): void
  /** The visitor sees the newest messages. */
  see(): void
  rate(score: number, comment: string): void
  /** Whether a dialogue was going on when this browser was last here. */
  readonly goesOn: () => boolean
}

const dayMs = 86_400_000
const againMs = 10_000

/** The visitor's side of a dialogue: words are kept until the server has them, and shown once, in the server's order. */
export function createDialogue(frame: Frame, availableAtFirst: boolean, changed: () => void): Dialogue {
  const { site } = frame
  const { memory, save } = remember(site.key)
  let line: Line | undefined
  let messages: ChatMessage[] = []
  let dialogue: DialogueNews['dialogue'] = null
  let connected = false
  let available = availableAtFirst
  let known: Shown['known'] = { name: null, phone: null, email: null }
  let contact: Parameters<Dialogue['introduce']>[0] | null = null
  let typing: { readonly name: string; readonly timer: ReturnType<typeof setTimeout> } | null = null
  let refused: Shown['refused'] = null
  let typedAt = 0

  const last = (): number => messages.at(-1)?.seq ?? 0
  const unread = (): number => messages.filter(({ author, seq }) => author === 'employee' && seq > memory.read).length

  const forget = (id: string): void => {
    memory.waiting = memory.waiting.filter((one) => one.id !== id)
  }
  const deliver = (one: Waiting): void =>
    line?.send({ type: 'message', id: one.id, text: one.text, ...(one.file ? { file: one.file } : {}) })

  const hear = (news: VisitorNews): void => {
    switch (news.type) {
      case 'welcome':
        memory.token = news.token
        available = news.available
        known = news.known
        break
      case 'dialogue':
        if (news.dialogue?.id !== memory.dialogue) {
          messages = []
          memory.dialogue = news.dialogue?.id ?? null
          memory.read = 0
        }
        dialogue = news.dialogue
        break
      case 'messages':
        for (const message of news.items) {
          if (message.seq <= last()) continue
          messages.push(message)
          forget(message.id)
          if (message.author === 'employee') typing = null
        }
        memory.at = Date.now()
        break
      case 'kept':
        memory.at = Date.now()
        break
      case 'refused':
        if (news.reason === 'unavailable') break
        if (news.reason === 'blocked' || news.reason === 'flood') refused = news.reason
        // Too many at once will be taken a little later; the others never will.
        if (news.id && news.reason !== 'flood') forget(news.id)
        break
      case 'typing':
        clearTimeout(typing?.timer)
        typing = { name: news.name, timer: setTimeout(() => hush(), 4_000) }
        break
      case 'presence':
        available = news.available
        break
      case 'still':
        return
    }
    save()
    changed()
  }
  const hush = (): void => {
    typing = null
    changed()
  }

  const sendAgain = setInterval(() => {
    if (!connected || memory.waiting.length === 0) return
    refused = refused === 'flood' ? null : refused
    for (const one of memory.waiting) deliver(one)
  }, againMs)
  window.addEventListener('pagehide', () => clearInterval(sendAgain))

  return {
    shown: () => ({
      messages,
      waiting: memory.waiting,
      dialogue,
      connected,
      available,
      known,
      typing: typing?.name ?? null,
      refused,
      unread: unread(),
    }),
    token: () => memory.token,
    connect() {
      line ??= openLine(
        site,
        () => ({
          type: 'hello',
          token: memory.token,
          dialogue: memory.dialogue,
          after: memory.dialogue ? last() : 0,
          ...site.visit(),
          page: { url: location.href.slice(0, 2_000), title: document.title.slice(0, 300) },
          language: frame.language,
        }),
        {
          news: hear,
          state(open) {
            connected = open
            if (open) {
              if (contact) line?.send({ type: 'contact', ...contact })
              for (const one of memory.waiting) deliver(one)
            }
            changed()
          },
        },
      )
    },
    say(text, file) {
      const one: Waiting = { id: newUuid(), text, ...(file ? { file } : {}) }
      memory.waiting = [...memory.waiting, one]
      memory.at = Date.now()
      typedAt = 0
      refused = null
      save()
      this.connect()
      deliver(one)
      changed()
    },
    introduce(told) {
      contact = told
      known = { name: told.name ?? known.name, phone: told.phone ?? known.phone, email: told.email ?? known.email }
      this.connect()
      line?.send({ type: 'contact', ...told })
    },
    typing() {
      if (Date.now() - typedAt < 2_500) return
      typedAt = Date.now()
      line?.send({ type: 'typing' })
    },
    see() {
      if (last() <= memory.read) return
      memory.read = last()
      save()
      line?.send({ type: 'read', seq: memory.read })
      changed()
    },
    rate(score, comment) {
      line?.send({ type: 'rate', score, comment })
    },
    goesOn: () => memory.waiting.length > 0 || (memory.dialogue !== null && Date.now() - memory.at < dayMs),
  }
}
