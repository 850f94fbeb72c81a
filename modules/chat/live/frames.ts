import { z } from 'zod'
import { longestText } from '../rules.ts'

const id = z.uuid()
const text = (longest: number) => z.string().max(longest)
const seq = z.number().int().min(0).max(2_147_483_647)

/** What a visitor's page may say. Wrong frames are refused and counted, never guessed at. */
export const visitorFrame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('hello'),
    token: text(300).nullable().default(null),
    dialogue: id.nullable().default(null),
    after: seq.default(0),
    visitor: text(64).nullable().default(null),
    visit: id.nullable().catch(null).default(null),
    page: z
      .object({ url: text(2_000).default(''), title: text(300).default('') })
      .default({ url: '', title: '' })
      .catch({ url: '', title: '' }),
    language: z.enum(['ru', 'en']).default('ru'),
  }),
  z.object({ type: z.literal('message'), id, text: text(longestText).default(''), file: id.optional() }),
  z.object({
    type: z.literal('contact'),
    name: text(200).optional(),
    phone: text(60).optional(),
    email: z.email().max(300).optional(),
  }),
  z.object({ type: z.literal('typing') }),
  z.object({ type: z.literal('read'), seq }),
  z.object({ type: z.literal('rate'), score: z.number().int().min(1).max(5), comment: text(1_000).default('') }),
])

export const operatorFrame = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), dialogue: id, id, text: text(longestText).default(''), file: id.optional() }),
  z.object({ type: z.literal('typing'), dialogue: id }),
  z.object({ type: z.literal('read'), dialogue: id, seq }),
])

/** A frame as it came over the line, or null where it is none. */
export function readFrame<Schema extends z.ZodType>(schema: Schema, told: unknown): z.output<Schema> | null {
  try {
    const parsed = schema.safeParse(typeof told === 'string' ? JSON.parse(told) : told)
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
