import { expect, test } from 'vitest'
import { isMixed, pathOf, peaksOf, silencesOf } from './peaks.ts'

const rate = 100
/** Ten seconds in which a side speaks during the given seconds. */
const speaking = (loudness: number, ...seconds: readonly number[]): Float32Array =>
  Float32Array.from({ length: 10 * rate }, (_, i) =>
    seconds.includes(Math.floor(i / rate)) ? loudness * (i % 2 === 0 ? 1 : -1) : 0.004,
  )

test('a quiet line is drawn as high as a loud one, each side for itself', () => {
  const [client, company] = peaksOf([speaking(0.1, 0, 1), speaking(0.2, 2, 3)], 10)
  expect(client?.map((loud) => Math.round(loud * 100))).toEqual([50, 50, 2, 2, 2, 2, 2, 2, 2, 2])
  expect(company?.map((loud) => Math.round(loud * 100))).toEqual([2, 2, 100, 100, 2, 2, 2, 2, 2, 2])
})

test('a recording whose sides are the same is one picture', () => {
  expect(isMixed(peaksOf([speaking(0.5, 1, 4), speaking(0.5, 1, 4)], 10))).toBe(true)
  expect(isMixed(peaksOf([speaking(0.5, 1), speaking(0.5, 4)], 10))).toBe(false)
  expect(isMixed(peaksOf([speaking(0.5, 1)], 10))).toBe(true)
})

test('silence is where neither side speaks, and no word at its ends is cut', () => {
  const peaks = peaksOf([speaking(0.5, 0, 9), speaking(0.3, 1, 5)], 200)
  const [first, second, ...more] = silencesOf(peaks, 10, 1.5)
  expect(first?.from).toBeCloseTo(2.3, 5)
  expect(first?.to).toBeCloseTo(4.7, 5)
  expect(second?.from).toBeCloseTo(6.3, 5)
  expect(second?.to).toBeCloseTo(8.7, 5)
  expect(more).toEqual([])
})

test('a recording in which nobody speaks has a picture too', () => {
  const peaks = peaksOf([new Float32Array(1000)], 4)
  expect(peaks).toEqual([[0, 0, 0, 0]])
  expect(pathOf(peaks[0] ?? [], 0, 10)).toBe('M0.5 4.6V5.4M1.5 4.6V5.4M2.5 4.6V5.4M3.5 4.6V5.4')
})
