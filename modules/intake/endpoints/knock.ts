import type { Hono } from 'hono'
import type { SampleRequest } from '../adapters/adapter.ts'

export interface Knock {
  open(http: Hono): void
  /** Posts to our own door, through the whole server but without the network, and returns the status. */
  send(path: string, request: SampleRequest): Promise<number>
}

/** Test events go the way of real ones: same routes, same signature check, same inbox. */
export function createKnock(): Knock {
  let http: Hono | null = null
  return {
    open(app) {
      http = app
    },
    async send(path, { topic, query, headers, body }) {
      if (!http) throw new Error('the server has no routes yet')
      const response = await http.request(
        `http://localhost${path}${topic && `/${topic}`}${query ? `?${new URLSearchParams(query)}` : ''}`,
        {
          method: 'POST',
          headers: { ...headers },
          body,
        },
      )
      return response.status
    },
  }
}
