/** What the script sends: the signs of one visit, told together. Anybody can send it, so nothing of it is believed to be well-formed. */
import { z } from 'zod'
import { withoutNul } from '../../../platform/database/json-text.ts'
import { hitKinds } from '../rules.ts'

/** Half of a surrogate pair is no character: writing it as bytes mends it. */
const whole = (value: string): string => (/[\ud800-\udfff]/.test(value) ? Buffer.from(value).toString() : value)
const text = (most: number) => z.string().transform((value) => whole(withoutNul(value).slice(0, most)))
const uuid = z.uuid().transform((value) => value.toLowerCase())
/** Milliseconds by the visitor's clock: such clocks are wrong, their differences are right. */
const clock = z.number()

const hitSchema = z.object({
  id: uuid.describe('Made by the script: the same hit sent twice is one'),
  kind: z.enum(hitKinds),
  at: clock,
  url: text(2_000),
  name: text(200).optional(),
  value: z.number().optional(),
  phone: text(50).optional(),
  email: text(200).optional(),
  person: text(200).optional(),
})

export const packetSchema = z.object({
  visit: uuid,
  visitor: uuid.optional().describe('Left out without consent'),
  now: clock.describe('When the packet is sent'),
  number: z.number().int().min(1).max(1_000_000).catch(1),
  url: text(2_000).describe('Address of the visit’s first page'),
  referrer: text(2_000).catch(''),
  first: z
    .object({ url: text(2_000), referrer: text(2_000).catch(''), at: clock })
    .optional()
    .describe('What the visitor’s very first visit began with'),
  ask: z.boolean().optional().describe('Whether the page wants to know what else to load'),
  hits: z.array(hitSchema).max(50).describe('None: the visitor is still there and asks again'),
})
export type Packet = z.infer<typeof packetSchema>
export type Hit = Packet['hits'][number]

/** One visit's hits, or a few visits' that waited for the network; null where the text is none of that. */
export function readPackets(body: string): Packet[] | null {
  try {
    const told: unknown = JSON.parse(body)
    const parsed = z
      .array(packetSchema)
      .min(1)
      .max(20)
      .safeParse(Array.isArray(told) ? told : [told])
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
