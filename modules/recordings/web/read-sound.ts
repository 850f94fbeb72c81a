import { type Peaks, peaksOf } from './peaks.ts'

/** Larger recordings are played without a picture: to draw one, the whole of it is loaded and unpacked. Bytes. */
export const largestDrawn = 16_000_000
/** A telephone carries no more; the lowest rate that every browser unpacks to. */
const rate = 8_000
/** How fine the silence is looked for: parts of a second. */
const perSecond = 10
const fewest = 300

export interface Drawn {
  readonly peaks: Peaks
  /** Seconds. */
  readonly length: number
}

/** Unpacks a recording, whatever its format, and measures it. Null where the browser can't read it. */
export async function drawSound(src: string, signal: AbortSignal): Promise<Drawn | null> {
  try {
    const answer = await fetch(src, { signal })
    if (!answer.ok) return null
    const sound = await new OfflineAudioContext(1, 1, rate).decodeAudioData(await answer.arrayBuffer())
    const sides = Array.from({ length: Math.min(2, sound.numberOfChannels) }, (_, side) => sound.getChannelData(side))
    return { peaks: peaksOf(sides, Math.max(fewest, Math.round(sound.duration * perSecond))), length: sound.duration }
  } catch {
    // What can't be drawn may still be played.
    return null
  }
}
