/** Any table of contacts, its columns mapped to fields. One row is one interaction. */
import { addDays, isDay, localDay, zonedTime } from '../../../../kernel/time.ts'
import { monthOf } from '../../../../platform/files/dates.ts'
import { isClockColumn } from '../../../../platform/files/recognise-dates.ts'
import { columnSamples, type FieldSpecs, type Values } from '../../../../platform/files/records.ts'
import type { TableShape } from '../../../../platform/files/table.ts'
import type { Direction, LegOutcome, Observation } from '../../../interactions/index.ts'
import { directionOf, isExtension, isOutside } from './ends.ts'
import { plausible } from './generic-columns.ts'
import { genericFields } from './generic-fields.ts'
import { type Draft, defineProfile, type Refusal, type RowContext } from './profile.ts'
import { byHeadings } from './recognise.ts'
import { directionWord, kindWord, outcomeWord } from './words.ts'

type Row = Values<typeof genericFields>
type Clock = { readonly hour: number; readonly minute: number; readonly second: number }

const clockFields = ['time', 'answered', 'ended'] as const

export const generic = defineProfile({
  name: 'generic',
  fields: genericFields,
  recognise: (shape: TableShape) => ({
    confidence: 0.3,
    columns: plausible(shape, byHeadings(shape, genericFields, [], []).columns),
  }),

  /** A column of times of day is read together with the column of the day. */
  fieldsFor(shape, columns): FieldSpecs {
    const clocks = clockFields.filter((field) => isClockColumn(columnSamples(shape.sample, columns[field])))
    return {
      ...genericFields,
      ...Object.fromEntries(clocks.map((field) => [field, { ...genericFields[field], kind: 'clock' }])),
    }
  },

  missing(columns, constants) {
    const has = (...fields: string[]) =>
      fields.some((field) => columns[field] !== undefined || constants[field] !== undefined)
    const split = has('dayOfMonth') && has('month')
    const undated = split ? (has('year') ? [] : ['year']) : ['time']
    const ended = (constants.kind ?? 'call') !== 'call' || has('kind', 'outcome', 'talk', 'duration', 'answered')
    return [...(has('time', 'date') ? [] : undated), ...(ended ? [] : ['outcome'])]
  },

  observe(values, context) {
    const start = startOf(values, context)
    if ('refused' in start) return start
    const { at } = start
    const kind = meaning('kind', values.kind, context, kindWord)
    const told = meaning('direction', values.direction, context, directionWord)
    const outcome = meaning('outcome', values.outcome, context, outcomeWord)
    const classKey = classOf(values.class, context)
    for (const refused of [kind, told, outcome, classKey]) if (typeof refused === 'object') return refused as Refusal
    const direction =
      (told as Direction | undefined) ?? directionOf(values.from, values.to, context.country) ?? undefined
    const answered = momentOf(values.answered, at, context.zone)
    const ended = momentOf(values.ended, at, context.zone)
    const duration = values.duration ?? (ended ? Math.max(0, (ended.getTime() - at.getTime()) / 1000) : undefined)
    const observation: Draft['told'] = {
      kind: (kind as Observation['kind'] | undefined) ?? 'call',
      at: ended ?? at,
      startedAt: at,
      answeredAt: answered,
      endedAt: ended,
      finished: true,
      direction,
      ...ends(values, direction, context.country),
      ...endOf(outcome as LegOutcome | undefined, values, duration, answered),
      waitSeconds: values.wait,
      origin: originOf(values, context.constants),
      recordingUrl: values.recording,
      classKey: classKey as string | undefined,
      subject: values.subject,
      isTest: outcomeWord(values.test) === 'answered' ? true : undefined,
    }
    // Many programs number their calls anew in every export or every month: an identity holds within a form and a day.
    const id = values.id ? `${context.signature}:${values.id}@${at.toISOString().slice(0, 10)}` : null
    return { id, told: observation }
  },
})

function startOf(values: Row, { zone, constants }: RowContext): { at: Date } | Refusal {
  const time = values.time as Date | Clock | undefined
  if (time instanceof Date) return { at: time }
  const day = values.date ?? splitDay(values, constants)
  if (!day) return { refused: 'missing_value', field: time ? 'date' : 'time', value: '' }
  if (!isDay(day)) return { refused: 'row_not_date', field: 'date', value: day }
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return { at: zonedTime({ year, month, day: date, ...time }, zone) }
}

function splitDay(values: Row, constants: RowContext['constants']): string | null {
  const year = values.year ?? Number(constants.year ?? Number.NaN)
  const word = values.month ?? constants.month ?? ''
  const month = /^\d{1,2}$/.test(word) ? Number(word) : monthOf(word)
  const day = values.dayOfMonth ?? Number(constants.dayOfMonth ?? Number.NaN)
  if (!Number.isFinite(year) || !Number.isFinite(day) || month < 1) return null
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** A moment, or a time of day on the day of the start (the next day where it would lie before it). */
function momentOf(value: unknown, start: Date, zone: string): Date | undefined {
  if (value === undefined || value instanceof Date) return value
  const { hour, minute, second } = value as Clock
  const on = (date: string): Date => {
    const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
    return zonedTime({ year, month, day, hour, minute, second }, zone)
  }
  const day = localDay(start, zone)
  const moment = on(day)
  return moment < start ? on(addDays(day, 1)) : moment
}

/** What a word of the file means: as it was mapped, else as everybody uses it. An unknown word is a wrong row, not a guess. */
function meaning(
  field: 'kind' | 'direction' | 'outcome',
  value: string | undefined,
  context: RowContext,
  word: (text: string | undefined) => string | undefined,
): string | undefined | Refusal {
  if (value === undefined) return context.constants[field]
  const mapped = context.values[field]?.[value]
  if (mapped !== undefined) return mapped === '' ? context.constants[field] : mapped
  return word(value) ?? { refused: 'row_not_known', field, value }
}

function classOf(value: string | undefined, context: RowContext): string | undefined | Refusal {
  if (value === undefined) return context.constants.class
  const mapped = context.values.class?.[value]
  if (mapped !== undefined) return mapped === '' ? undefined : mapped
  return context.classes.get(value.toLowerCase()) ?? { refused: 'row_not_known', field: 'class', value }
}

/** The client's end and ours. A table with "from" and "to" says by the direction which is which. */
function ends(values: Row, direction: Direction | undefined, country: string) {
  const client = values.number ?? (direction === 'outbound' || direction === 'internal' ? values.to : values.from)
  const own = direction === 'outbound' || direction === 'internal' ? values.from : values.to
  const line = values.line ?? (isExtension(own) || (own && !isOutside(own, country)) ? own : undefined)
  const ours = values.ours ?? (isOutside(own, country) ? own : undefined)
  const { email, messenger, name } = values
  const party = client || email || messenger || name ? { phone: client, email, messenger, name } : undefined
  return { party, ourAddress: ours, line }
}

/** How it ended: told by a word, else by the talk, the answer or the duration, whichever the table has. */
function endOf(
  outcome: LegOutcome | undefined,
  { talk, wait }: Row,
  duration: number | undefined,
  answered: Date | undefined,
) {
  const talked = outcome
    ? outcome === 'answered'
    : talk !== undefined
      ? talk > 0
      : answered !== undefined || (duration ?? 0) > 0
  const told = outcome ?? (talked ? 'answered' : 'no_answer')
  const talkSeconds = talk ?? (answered || duration === undefined ? undefined : Math.max(0, duration - (wait ?? 0)))
  return { outcome: told, talkSeconds: talked ? talkSeconds : undefined, durationSeconds: duration } as const
}

function originOf(values: Row, constants: RowContext['constants']): Observation['origin'] {
  const source = values.source ?? constants.source
  const { campaign = constants.campaign, placement, keyword } = values
  return source ? { source, campaign, placement, keyword } : undefined
}
