import { api, type ChatMessage, type Row } from '../api.ts'
import { type ConsoleLine, type News, openConsoleLine } from './line.ts'

/** Words of ours that the server does not have yet. */
export interface Waiting {
  readonly id: string
  readonly dialogue: string
  readonly text: string
  readonly file?: string
  readonly failed?: boolean
}

/** A dialogue that was opened in this tab: its messages in order, without gaps. */
export interface Talk {
  readonly messages: readonly ChatMessage[]
  readonly interactionId: string | null
}

export interface Shown {
  readonly connected: boolean
  readonly loaded: boolean
  readonly rows: ReadonlyMap<string, Row>
  readonly talks: ReadonlyMap<string, Talk>
  readonly waiting: readonly Waiting[]
  /** Until when (ms) the client of a dialogue is typing. */
  readonly typing: ReadonlyMap<string, number>
}

/** The console of one company in this tab: one line, whatever screens look at it. */
export interface Desk {
  subscribe(listener: () => void): () => void
  shown(): Shown
  /** Holds the line open until the returned function is called. */
  hold(): () => void
  /** Hears of words of clients, once each, as they come. */
  onWords(listener: (row: Row, message: ChatMessage) => void): () => void
  onOperators(listener: () => void): () => void
  load(dialogue: string): Promise<void>
  say(dialogue: string, text: string, file?: string): void
  again(id: string): void
  typing(dialogue: string): void
  read(dialogue: string, seq: number): void
}

const againMs = 8_000
const leaveMs = 3_000
const desks = new Map<string, Desk>()

export function deskOf(slug: string): Desk {
  const known = desks.get(slug) ?? createDesk(slug)
  desks.set(slug, known)
  return known
}

function createDesk(slug: string): Desk {
  let shown: Shown = {
    connected: false,
    loaded: false,
    rows: new Map(),
    talks: new Map(),
    waiting: [],
    typing: new Map(),
  }
  const listeners = new Set<() => void>()
  const wordsListeners = new Set<(row: Row, message: ChatMessage) => void>()
  const operatorsListeners = new Set<() => void>()
  const news: { row?: Row; messages: ChatMessage[] } = { messages: [] }
  let line: ConsoleLine | undefined
  let holders = 0
  let resend: ReturnType<typeof setInterval> | undefined
  let typedAt = 0

  const change = (part: Partial<Shown>): void => {
    shown = { ...shown, ...part }
    for (const listener of listeners) listener()
  }
  const withRow = (row: Row): ReadonlyMap<string, Row> => new Map(shown.rows).set(row.id, row)
  const withTalk = (dialogue: string, talk: Talk): ReadonlyMap<string, Talk> => new Map(shown.talks).set(dialogue, talk)

  const loadRows = async (): Promise<void> => {
    const { items } = await api.list.call({ workspace: slug, show: 'open', limit: 100 })
    const rows = new Map(items.map((row) => [row.id, row]))
    // Closed ones that are open in this tab stay looked at.
    for (const [id, row] of shown.rows) if (row.state === 'closed' && !rows.has(id)) rows.set(id, row)
    change({ rows, loaded: true })
    await Promise.all([...shown.talks.keys()].map(fill))
  }

  /** Brings an open dialogue up to date. */
  const fill = async (dialogue: string): Promise<void> => {
    const after = shown.talks.get(dialogue)?.messages.at(-1)?.seq ?? 0
    const { messages } = await api.messages.call({ workspace: slug, id: dialogue, after })
    for (const message of messages) add(dialogue, message)
  }

  const add = (dialogue: string, message: ChatMessage): void => {
    const talk = shown.talks.get(dialogue)
    change({ waiting: shown.waiting.filter(({ id }) => id !== message.id) })
    if (!talk) return
    const last = talk.messages.at(-1)?.seq ?? 0
    if (message.seq <= last) return
    if (message.seq > last + 1 && last > 0) return void fill(dialogue).catch(() => undefined)
    change({ talks: withTalk(dialogue, { ...talk, messages: [...talk.messages, message] }) })
  }

  const deliver = (one: Waiting): void =>
    line?.send({
      type: 'message',
      dialogue: one.dialogue,
      id: one.id,
      text: one.text,
      ...(one.file ? { file: one.file } : {}),
    })

  const hear = (told: News): void => {
    switch (told.type) {
      case 'welcome':
        change({ connected: true })
        void loadRows().catch(() => undefined)
        for (const one of shown.waiting) if (!one.failed) deliver(one)
        return
      case 'row': {
        change({ rows: withRow(told.row) })
        for (const message of news.messages.splice(0)) {
          for (const listener of wordsListeners) listener(told.row, message)
        }
        return
      }
      case 'gone': {
        const rows = new Map(shown.rows)
        rows.delete(told.dialogue)
        change({ rows })
        return
      }
      case 'message':
        add(told.dialogue, told.message)
        // Its row comes right after it.
        if (told.message.author === 'client') news.messages.push(told.message)
        if (told.message.author !== 'system') change({ typing: new Map(shown.typing).set(told.dialogue, 0) })
        return
      case 'kept':
        return
      case 'refused':
        if (told.reason === 'unavailable' || told.reason === 'flood') return
        change({ waiting: shown.waiting.map((one) => (one.id === told.id ? { ...one, failed: true } : one)) })
        return
      case 'typing':
        change({ typing: new Map(shown.typing).set(told.dialogue, Date.now() + 4_000) })
        setTimeout(() => change({}), 4_100)
        return
      case 'operators':
        for (const listener of operatorsListeners) listener()
        return
    }
  }

  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    shown: () => shown,
    hold() {
      holders += 1
      line ??= openConsoleLine(slug, { news: hear, lost: () => change({ connected: false }) })
      resend ??= setInterval(() => {
        if (shown.connected) for (const one of shown.waiting) if (!one.failed) deliver(one)
      }, againMs)
      return () => {
        holders -= 1
        setTimeout(() => {
          if (holders > 0) return
          line?.close()
          line = undefined
          clearInterval(resend)
          resend = undefined
          change({ connected: false })
        }, leaveMs)
      }
    },
    onWords(listener) {
      wordsListeners.add(listener)
      return () => void wordsListeners.delete(listener)
    },
    onOperators(listener) {
      operatorsListeners.add(listener)
      return () => void operatorsListeners.delete(listener)
    },
    async load(dialogue) {
      const { row, messages, interactionId } = await api.read.call({ workspace: slug, id: dialogue })
      const known = shown.talks.get(dialogue)?.messages ?? []
      const last = messages.at(-1)?.seq ?? 0
      // What came over the line while this was asked for is newer.
      const newer = known.filter(({ seq }) => seq > last)
      change({ rows: withRow(row), talks: withTalk(dialogue, { messages: [...messages, ...newer], interactionId }) })
    },
    say(dialogue, text, file) {
      const one: Waiting = { id: crypto.randomUUID(), dialogue, text, ...(file ? { file } : {}) }
      typedAt = 0
      change({ waiting: [...shown.waiting, one] })
      deliver(one)
    },
    again(id) {
      change({ waiting: shown.waiting.map((one) => (one.id === id ? { ...one, failed: false } : one)) })
      const one = shown.waiting.find((waiting) => waiting.id === id)
      if (one) deliver(one)
    },
    typing(dialogue) {
      if (Date.now() - typedAt < 2_500) return
      typedAt = Date.now()
      line?.send({ type: 'typing', dialogue })
    },
    read: (dialogue, seq) => line?.send({ type: 'read', dialogue, seq }),
  }
}
