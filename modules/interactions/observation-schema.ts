/** An observation as it comes over the API: ISO 8601 times with an offset, at most two thousand characters where it is not said. */
import { z } from 'zod'
import { directions, interactionKinds, legOutcomes } from './observation.ts'

const name = z.string().trim().min(1).max(300)
const time = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .refine((date) => date.getUTCFullYear() >= 1971 && date.getUTCFullYear() < 2200, 'a year between 1971 and 2199')
const seconds = z.number().min(0).max(2_000_000)

const legSchema = z.object({
  key: name,
  line: name.optional(),
  role: z.enum(['person', 'queue', 'menu', 'machine']).optional(),
  startedAt: time.optional(),
  answeredAt: time.optional(),
  endedAt: time.optional(),
  outcome: z.enum(legOutcomes).optional(),
  talkSeconds: seconds.optional(),
  reason: name.optional(),
})

const messageSchema = z.object({
  key: name,
  at: time,
  author: z.enum(['client', 'employee', 'bot', 'system']),
  line: name.optional(),
  text: z.string().max(20_000),
})

export const observationSchema = z.object({
  provider: name.describe('Which system tells it; with externalId the identity of the interaction'),
  externalId: name,
  kind: z.enum(interactionKinds),
  at: time.describe('When this happened, by the clock of the system that tells it'),
  direction: z.enum(directions).optional(),
  startedAt: time.optional(),
  answeredAt: time.optional(),
  endedAt: time.optional(),
  finished: z.boolean().optional().describe('Nothing more will come of it'),
  party: z
    .object({
      phone: z.string().trim().max(100).optional().describe('As written: it is normalised'),
      email: z.string().trim().max(300).optional(),
      messenger: z.string().trim().max(300).optional(),
      visitor: z.uuid().optional().describe('Visitor of the site, as its script names them'),
      name: z.string().trim().max(300).optional(),
    })
    .optional(),
  ourAddress: name.optional(),
  line: name.optional().describe('Extension, login, e-mail or name of the employee'),
  legs: z.array(legSchema).max(200).optional(),
  messages: z.array(messageSchema).max(500).optional(),
  origin: z
    .object({
      source: name,
      campaign: name.optional(),
      placement: name.optional(),
      keyword: name.optional(),
      certain: z.boolean().optional(),
    })
    .optional(),
  visit: z.uuid().optional().describe('Visit to the site that led to it, as its script names it'),
  waitSeconds: seconds.optional(),
  talkSeconds: seconds.optional(),
  durationSeconds: seconds.optional(),
  outcome: z.enum(legOutcomes).optional(),
  recordingUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  classKey: name.optional(),
  subject: z.string().max(5000).optional(),
  isTest: z.boolean().optional(),
})
