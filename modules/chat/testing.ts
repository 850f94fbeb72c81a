import { randomUUID } from 'node:crypto'
import { WebSocket } from 'ws'
import type { Role } from '../../kernel/access.ts'
import type { TestServer } from '../../platform/testing/index.ts'
import type { DialogueRow } from './contract.ts'
import type { ChatMessage, OperatorFrame, OperatorNews, VisitorFrame, VisitorNews } from './rules.ts'
import { type ChatSettings, settingsSchema } from './settings.ts'

export const siteOrigin = 'https://okna.test'

export interface TestSite {
  readonly id: string
  readonly key: string
}

/** A site of the server's company that chats. */
export async function chatSite(server: TestServer, settings: Partial<ChatSettings> = {}): Promise<TestSite> {
  const admin = server.api('admin')
  const made = await admin(`/workspaces/${server.company.slug}/sites`, {
    body: { name: 'okna.test', domains: ['okna.test'] },
  })
  if (!made.ok) throw new Error(await made.text())
  const { id, key } = (await made.json()) as TestSite
  await setChat(server, id, settings)
  return { id, key }
}

/** Sets how a site chats; what is left out is as at first, and switched on. */
export async function setChat(server: TestServer, site: string, settings: Partial<ChatSettings>): Promise<void> {
  const answer = await server.api('admin')(`/workspaces/${server.company.slug}/chat-sites/${site}`, {
    method: 'PUT',
    body: { settings: settingsSchema.parse({ enabled: true, ...settings }) },
  })
  if (!answer.ok) throw new Error(await answer.text())
}

interface Peer<Frame, News> {
  readonly socket: WebSocket
  readonly news: News[]
  send(frame: Frame): void
  /** The first news that fits, of those heard already or yet to come. */
  hear<Kind extends News>(fits: (news: News) => news is Kind): Promise<Kind>
  /** Breaks the line as a network does: without a farewell. */
  cut(): void
  close(): Promise<void>
}

function peer<Frame, News extends { readonly type: string }>(
  url: string,
  headers: Readonly<Record<string, string>>,
): Promise<Peer<Frame, News>> {
  const socket = new WebSocket(url.replace(/^http/, 'ws'), { headers })
  const news: News[] = []
  const listeners = new Set<() => void>()
  socket.on('message', (data) => {
    news.push(JSON.parse(String(data)) as News)
    for (const listener of listeners) listener()
  })
  const made: Peer<Frame, News> = {
    socket,
    news,
    send: (frame) => socket.send(JSON.stringify(frame)),
    hear: (fits) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = news.find(fits)
          if (!found) return
          clearTimeout(late)
          listeners.delete(look)
          resolve(found)
        }
        const late = setTimeout(
          () => reject(new Error(`not heard; heard were ${news.map(({ type }) => type).join(', ')}`)),
          15_000,
        )
        listeners.add(look)
        look()
      }),
    cut: () => socket.terminate(),
    close: () =>
      new Promise((closed) => {
        if (socket.readyState === WebSocket.CLOSED) return closed()
        socket.once('close', () => closed())
        socket.close()
      }),
  }
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(made))
    socket.once('error', reject)
  })
}

export type VisitorPeer = Peer<VisitorFrame, VisitorNews> & { readonly token: string }
export type OperatorPeer = Peer<OperatorFrame, OperatorNews<DialogueRow>>

/** A visitor's page, greeted. `since`: the memory of a page before. */
export async function visitorPage(
  url: string,
  key: string,
  since: Partial<Extract<VisitorFrame, { type: 'hello' }>> = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<VisitorPeer> {
  const made = await peer<VisitorFrame, VisitorNews>(`${url}/site/${key}/chat/socket`, {
    origin: siteOrigin,
    ...headers,
  })
  made.send({
    ...{ type: 'hello', token: null, dialogue: null, after: 0, visitor: null, visit: null, language: 'ru' },
    page: { url: `${siteOrigin}/windows`, title: 'Окна' },
    ...since,
  })
  const { token } = await made.hear((news) => news.type === 'welcome')
  return { ...made, token }
}

/** A console of a role of the server's company. */
export const operatorConsole = (server: TestServer, role: Role, url = server.url): Promise<OperatorPeer> =>
  peer(`${url}/chat/${server.company.slug}/socket`, { authorization: `Bearer ${server.keys[role]}` })

/** Says something; resolves with its id and place when the server has it. */
export async function say(
  visitor: VisitorPeer,
  text: string,
  id: string = randomUUID(),
): Promise<{ id: string; seq: number; dialogue: string }> {
  visitor.send({ type: 'message', id, text })
  return visitor.hear((news): news is Extract<VisitorNews, { type: 'kept' }> => news.type === 'kept' && news.id === id)
}

/** The messages that a page was told, in the order of the telling. */
export const told = (visitor: { readonly news: readonly VisitorNews[] }): ChatMessage[] =>
  visitor.news.flatMap((news) => (news.type === 'messages' ? news.items : []))
