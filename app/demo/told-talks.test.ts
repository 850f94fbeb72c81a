import { describe, expect, it } from 'vitest'
import { createRandom } from './random.ts'
import { recordedCalls } from './recorded-calls.ts'
import { contactsOfNow, hasOwnDoor, siteContacts } from './site-contacts.ts'
import { talkSound } from './sound.ts'
import { tellStory } from './story.ts'
import { conversationOf, dialogueOf, requestOf } from './told-talks.ts'
import { demoVisits } from './visits.ts'
import { windows } from './windows/index.ts'

const now = new Date('2026-11-20T10:30:00Z')
const seed = 1
const zone = { timezone: windows.about.timezone, country: windows.about.country }
const story = [...tellStory({ company: windows, seed, now, lastDay: '2026-11-20', days: 21 })].flatMap(
  (day) => day.observations,
)
const ofNow = contactsOfNow(windows, { seed, now, count: windows.contactsNow })
const own = [...story, ...ofNow].filter(hasOwnDoor)
const contacts = siteContacts(own, demoVisits(windows.advertising, own, { seed, now }))
const ofKind = (kind: string) => contacts.filter(({ observation }) => observation.kind === kind)
const byLine = new Map(
  windows.people.flatMap(({ line, name }) => (line ? [[line, { id: line, name, email: `${line}@demo.ru` }]] : [])),
)
const chats = ofKind('chat').map((one) => dialogueOf(one, byLine, zone, { now, title: '', seed }))

describe('the demo’s chats', () => {
  it('are talks with lines of both sides, some rated, none of the future', () => {
    const talked = chats.filter(({ messages }) => messages.some(({ by }) => by))
    expect(talked.length).toBeGreaterThan(50)
    expect(talked.filter(({ messages }) => messages.length >= 4).length).toBeGreaterThan(talked.length / 2)
    expect(talked.filter(({ rating }) => rating).length).toBeGreaterThan(20)
    expect(new Set(chats.flatMap(({ rating }) => rating?.score ?? [])).size).toBeGreaterThan(2)
    expect(chats.flatMap(({ messages }) => messages).filter(({ at }) => at > now)).toEqual([])
  })

  it('leave something to answer whatever the hour', () => {
    const open = chats.filter(({ closed }) => !closed)
    expect(open.length).toBeGreaterThanOrEqual(3)
    expect(open.some(({ messages }) => messages.at(-1)?.by === null)).toBe(true)
  })

  it('begin on a page of a visit, and say nothing that was meant to be filled in', () => {
    expect(chats.filter(({ visit, page }) => !visit || !page.url.includes(windows.advertising.site))).toEqual([])
    expect(chats.flatMap(({ messages }) => messages).filter(({ text }) => /[{}]/.test(text))).toEqual([])
  })
})

it('letters are chains and messages dialogues of one person, both signed by who wrote them', () => {
  const endpoints = { mail: 'mail', telegram: 'telegram' }
  const told = [...ofKind('email'), ...ofKind('messenger')].map((one) =>
    conversationOf(one, byLine, endpoints, windows.advertising.mailbox),
  )
  expect(told.length).toBeGreaterThan(40)
  expect(told.filter(({ provider, client }) => (provider === 'mail' ? !client.email : !client.messenger))).toEqual([])
  expect(told.flatMap(({ messages }) => messages).filter(({ line }) => line && !line.endsWith('@demo.ru'))).toEqual([])
  expect(new Set(told.map(({ chat }) => chat)).size).toBe(told.length)
})

it('whoever asks to be called is called by somebody, most of them soon', () => {
  const requests = ofKind('callback').flatMap((one) => requestOf(one, zone))
  const calls = story.filter((one) => one.kind === 'call' && one.direction === 'outbound' && one.answeredAt)
  const waits = requests.flatMap(({ phone, createdAt }) => {
    const call = calls.find((one) => `+${one.party?.phone}` === phone && one.at > createdAt)
    return call?.answeredAt ? [(call.answeredAt.getTime() - createdAt.getTime()) / 1000] : []
  })
  expect(requests.length).toBeGreaterThan(30)
  expect(waits.length / requests.length).toBeGreaterThan(0.6)
  expect(waits.filter((seconds) => seconds <= 28).length / requests.length).toBeGreaterThan(0.35)
})

it('recorded talks are of the length of their calls, with each side on its own channel, the same each time', () => {
  const recorded = recordedCalls(story, seed, 6)
  expect(recorded.length).toBe(6)
  const sound = talkSound(createRandom(3), 30)
  expect(sound.equals(talkSound(createRandom(3), 30))).toBe(true)
  expect(sound.subarray(0, 4).toString('latin1')).toBe('RIFF')
  expect(sound.length).toBe(44 + 30 * 16_000)
  const loud = (side: number) =>
    sound.subarray(44).filter((value, i) => i % 2 === side && Math.abs(value - 128) > 10).length
  expect(loud(0)).toBeGreaterThan(5_000)
  expect(loud(1)).toBeGreaterThan(5_000)
  const both = sound
    .subarray(44)
    .filter((value, i) => i % 2 === 0 && Math.abs(value - 128) > 10 && Math.abs((sound[45 + i] ?? 0) - 128) > 10)
  expect(both.length).toBe(0)
})
