import type { Context } from 'hono'
import { Problem } from '../../../kernel/problem.ts'

const largest = 64 * 1024

/** A small JSON body. @throws Problem malformed_json, too_large */
export async function readSmallJson(c: Context): Promise<unknown> {
  const text = await c.req.text()
  if (text.length > largest) throw new Problem('too_large', {}, { limit: '64 KB' })
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem('malformed_json')
  }
}
