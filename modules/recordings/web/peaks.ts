/** The picture of a sound: how loud each moment is on each side, and where nobody speaks. Pure. */

/** Loudness of a moment, 0–1, a list for each side. */
export type Peaks = readonly (readonly number[])[]

/** A stretch of the recording, in seconds. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** The loudest sample of each of `count` equal parts, relative to the loudest of all sides: quiet lines are drawn as high as loud ones. */
export function peaksOf(sides: readonly Float32Array[], count: number): Peaks {
  const loudest = sides.map((samples) =>
    Array.from({ length: count }, (_, i) => {
      const end = Math.floor(((i + 1) * samples.length) / count)
      let top = 0
      for (let place = Math.floor((i * samples.length) / count); place < end; place++) {
        const loud = Math.abs(samples[place] ?? 0)
        if (loud > top) top = loud
      }
      return top
    }),
  )
  const top = Math.max(...loudest.flat(), 0)
  return top > 0 ? loudest.map((side) => side.map((loud) => loud / top)) : loudest
}

/** Both sides say the same: the exchange mixed them, and one picture is enough. */
export const isMixed = ([first, second]: Peaks): boolean =>
  first === undefined || second === undefined || first.every((loud, i) => Math.abs(loud - (second[i] ?? 0)) < 0.02)

/** Quieter than this share of the loudest moment is silence: the noise of a telephone line stays below. */
const quiet = 0.06
/** What is left of a pause at both of its ends, so that no word is cut. Seconds. */
const margin = 0.3

/** Where no side speaks for longer than `atLeast` seconds; `seconds`: the length of the recording. */
export function silencesOf(peaks: Peaks, seconds: number, atLeast: number): Stretch[] {
  const count = peaks[0]?.length ?? 0
  const each = count > 0 ? seconds / count : 0
  const found: Stretch[] = []
  let began: number | null = null
  for (let i = 0; i <= count; i++) {
    const silent = i < count && peaks.every((side) => (side[i] ?? 0) < quiet)
    if (silent) began ??= i
    else if (began !== null) {
      const stretch = { from: began * each + margin, to: i * each - margin }
      if ((i - began) * each > atLeast && stretch.to > stretch.from) found.push(stretch)
      began = null
    }
  }
  return found
}

/** An SVG path of one side: a bar for each moment, from the middle of a band `height` high whose top is at `top`. */
export const pathOf = (side: readonly number[], top: number, height: number): string =>
  side
    .map((loud, i) => {
      const half = Math.max(0.4, (loud * height) / 2)
      const middle = top + height / 2
      return `M${i + 0.5} ${(middle - half).toFixed(1)}V${(middle + half).toFixed(1)}`
    })
    .join('')
