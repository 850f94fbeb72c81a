import { upgradeWebSocket } from '@hono/node-server'
import type { Context, Hono } from 'hono'
import { can } from '../../../kernel/access.ts'
import { Problem } from '../../../kernel/problem.ts'
import type { Member } from '../../../platform/api/context.ts'
import type { Database } from '../../../platform/database/database.ts'
import { ownOrigins } from '../../../platform/http/security.ts'
import type { Log } from '../../../platform/log/log.ts'
import type { Hub } from '../live/hub.ts'
import { createBucket } from '../live/limits.ts'
import { answerOperator, operatorOf } from '../live/operator-desk.ts'
import { tell } from '../live/operator-lines.ts'
import { readSmallJson } from './body.ts'
import { socketLine, textOf } from './socket-line.ts'
import { sseLine } from './sse-line.ts'

/** Who was signed out or lost the right is let go at the next look. */
const lookMs = 25_000

export interface ConsoleDoorParts {
  readonly db: Database
  readonly log: Log
  readonly hub: Hub
  readonly now: () => Date
  readonly publicUrl: string | undefined
  readonly recordSoon: (workspaceId: string) => void
}

/** The chat's address for consoles: WebSocket, or events and posts with the same frames. */
export function serveConsole(http: Hono, parts: ConsoleDoorParts): void {
  const { hub, now } = parts

  /** Who asks, anew at each call. */
  const memberOf = async (c: Context): Promise<Member> => {
    const request = await c.get('request')()
    if (request.caller.kind === 'nobody') throw new Problem('unauthorized')
    const member = await request.memberOf(c.req.param('workspace') ?? '')
    if (!member) throw new Problem('not_found', { field: 'workspace' })
    if (!can(member.role, 'chats.read')) throw new Problem('forbidden')
    return member
  }

  http.get(
    '/chat/:workspace/socket',
    async (c, next) => {
      // A page of another site can open a socket with our cookie: only its origin tells it apart.
      const origin = c.req.header('origin')
      if (origin && !ownOrigins(c.req.raw.headers, parts.publicUrl).includes(origin))
        throw new Problem('foreign_origin')
      c.set('chatMember', await memberOf(c))
      await next()
    },
    upgradeWebSocket((c) => {
      const member = c.get('chatMember')
      const operator = operatorOf(member)
      const mayTalk = createBucket(100, 10, () => performance.now())
      let work = Promise.resolve()
      let close: (() => void) | undefined
      let look: NodeJS.Timeout | undefined
      return {
        onOpen(_, socket) {
          close = hub.openOperator(operator, socketLine(socket))
          look = setInterval(() => {
            void stillMay(c, member).then((may) => {
              if (!may) socket.close(1008, 'no right any more')
            })
          }, lookMs)
        },
        onMessage({ data }, socket) {
          if (!mayTalk()) return socket.close(1008, 'too much')
          work = work.then(async () => {
            const news = await answerOperator(parts, member, operator, textOf(data), now())
            if (news) tell(socketLine(socket), news)
          })
        },
        onClose() {
          clearInterval(look)
          close?.()
        },
      }
    }),
  )

  http.get('/chat/:workspace/events', async (c) => {
    const member = await memberOf(c)
    let close: (() => void) | undefined
    let look: NodeJS.Timeout | undefined
    const { line, response } = sseLine(() => {
      clearInterval(look)
      close?.()
    })
    c.req.raw.signal.addEventListener('abort', () => line.close())
    close = hub.openOperator(operatorOf(member), line)
    look = setInterval(() => {
      void stillMay(c, member).then((may) => {
        if (!may) line.close()
      })
    }, lookMs)
    return response
  })

  http.post('/chat/:workspace/frames', async (c) => {
    const member = await memberOf(c)
    const body = await readSmallJson(c)
    const frames = typeof body === 'object' && body !== null && 'frames' in body ? body.frames : null
    if (!Array.isArray(frames) || frames.length > 20) throw new Problem('invalid_input', {}, { detail: 'frames' })
    const news = []
    for (const frame of frames) news.push(await answerOperator(parts, member, operatorOf(member), frame, now()))
    return c.json({ news: news.filter((one) => one !== null) })
  })
}

/** Whether the same person may still look with the same rights. While nobody can be asked, they may. */
async function stillMay(c: Context, was: Member): Promise<boolean> {
  try {
    const member = await (await c.get('requestAnew')()).memberOf(was.workspaceId)
    return (
      member !== null &&
      can(member.role, 'chats.read') &&
      JSON.stringify(member.reach) === JSON.stringify(was.reach) &&
      member.seesPersonalData === was.seesPersonalData
    )
  } catch {
    return true
  }
}

declare module 'hono' {
  interface ContextVariableMap {
    chatMember: Member
  }
}
