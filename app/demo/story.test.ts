import { describe, expect, it } from 'vitest'
import { parsePhone } from '../../kernel/phone.ts'
import type { Observation } from '../../modules/interactions/index.ts'
import { clinic } from './clinic/index.ts'
import type { DemoCompany } from './setting.ts'
import { tellStory } from './story.ts'
import { windows } from './windows/index.ts'

const now = new Date('2026-11-20T09:30:00Z')
const lastDay = '2026-11-20'
const tell = (seed: number, company: DemoCompany = windows, days = 120): Observation[] =>
  [...tellStory({ company, seed, now, lastDay, days })].flatMap((day) => day.observations)

const story = tell(7)

const answeredBy = (told: Observation) =>
  told.legs?.find((leg) => leg.role === 'person' && leg.outcome === 'answered')?.line
const personOf = (told: Observation) => answeredBy(told) ?? told.line
const dialledBy = (line: string) => story.filter((told) => told.direction === 'outbound' && told.line === line)
const numbersOf = (calls: readonly Observation[]) => new Set(calls.map((call) => call.party?.phone)).size

describe('the demo company’s story', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(tell(7)).toEqual(story)
    expect(tell(8).length).not.toBe(story.length)
  })

  it('tells nothing from the future, and gives every event an identity of its own', () => {
    expect(story.filter((told) => told.at > now || (told.startedAt ?? told.at) > now)).toEqual([])
    expect(new Set(story.map((told) => told.externalId)).size).toBe(story.length)
  })

  it('gives clients numbers that exist', () => {
    const phones = new Set(story.flatMap((told) => (told.direction === 'internal' ? [] : (told.party?.phone ?? []))))
    const odd = [...phones].filter((phone) => phone !== 'anonymous' && !parsePhone(phone, { country: 'RU' }).valid)
    expect(odd).toEqual([])
  })

  it('lets one person talk to one client at a time', () => {
    const busy = new Map<string, Date>()
    const calls = story
      .filter((told) => told.kind === 'call' && told.direction !== 'internal' && told.answeredAt && personOf(told))
      .sort((a, b) => (a.answeredAt?.getTime() ?? 0) - (b.answeredAt?.getTime() ?? 0))
    const overlaps = calls.filter((call) => {
      const person = personOf(call) ?? ''
      const until = busy.get(person)
      busy.set(person, call.endedAt ?? call.at)
      return until !== undefined && call.answeredAt !== undefined && call.answeredAt < until
    })
    expect(overlaps).toEqual([])
  })

  it('has one who pads the norm, one who fears to dial, and a newcomer', () => {
    const ratio = (line: string) => dialledBy(line).length / numbersOf(dialledBy(line))
    expect(ratio('104')).toBeGreaterThan(1.5 * ratio('103'))
    expect(dialledBy('113').length).toBeLessThan(0.4 * dialledBy('114').length)
    expect(story.filter((told) => personOf(told) === '106' && told.at < new Date('2026-09-24T00:00:00Z'))).toEqual([])
  })

  it('has a campaign that brings more junk than the others', () => {
    const junk = ['spam', 'wrong_number', 'job_seeker', 'not_our_service']
    const share = (campaign: string) => {
      const classed = story.filter((told) => told.origin?.campaign === campaign && told.classKey)
      return classed.filter((told) => junk.includes(told.classKey ?? '')).length / classed.length
    }
    expect(share('РСЯ: ремонт квартир')).toBeGreaterThan(2 * share('Окна под ключ'))
  })
})

describe('the small company of the same agency', () => {
  const told = tell(1, clinic, clinic.days)

  it('is of another kind, and so small that the demo is made no slower', () => {
    expect(told.length).toBeGreaterThan(300)
    expect(told.length).toBeLessThan(1500)
    expect(told.some((one) => one.classKey === 'implants')).toBe(true)
    expect(told.some((one) => one.classKey === 'windows')).toBe(false)
  })

  it('has clients who reach its people, and a guest’s place for the same agency', () => {
    const lines = clinic.people.flatMap(({ line }) => line ?? [])
    expect(new Set(told.flatMap((one) => answeredBy(one) ?? [])).size).toBeGreaterThan(2)
    expect(told.every((one) => personOf(one) === undefined || lines.includes(personOf(one) ?? ''))).toBe(true)
    const guest = (company: DemoCompany) => company.people.find(({ role }) => role === 'agency')
    expect(guest(clinic)).toEqual(guest(windows))
    expect(clinic.people.filter(({ mayEnter }) => mayEnter)).toEqual([guest(windows)])
  })
})

describe.each([windows, clinic] as const)('$about.name', (company: DemoCompany) => {
  const deals = [...tellStory({ company, seed: 1, now, lastDay, days: 60 })].flatMap((day) => day.deals)

  it('names a deal by what is wanted and by whom, never by a number', () => {
    expect(deals.length).toBeGreaterThan(20)
    expect(deals.filter(({ name }) => /\d{7}/.test(name))).toEqual([])
    expect(deals.some(({ name }) => /: \p{L}+ \p{L}+/u.test(name))).toBe(true)
    expect(deals.some(({ name }) => /, заявка \d\d\.\d\d$/.test(name))).toBe(true)
  })

  it('has a talk for every class, and a key of its own for each', () => {
    expect(Object.keys(company.talks.openings).toSorted()).toEqual(company.classes.map(({ key }) => key).toSorted())
    expect(new Set(company.classes.map(({ hotkey }) => hotkey)).size).toBe(company.classes.length)
  })
})
