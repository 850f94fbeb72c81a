import { ActionIcon } from '@mantine/core'
import { IconDownload, IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { defineTexts, useTexts } from '../../../platform/web/index.ts'
import { silencesOf } from './peaks.ts'
import { type Drawn, drawSound, largestDrawn } from './read-sound.ts'
import styles from './recordings.module.css'
import { Waveform } from './waveform.tsx'

const texts = defineTexts({
  play: { ru: 'Слушать (пробел)', en: 'Play (space)' },
  pause: { ru: 'Пауза (пробел)', en: 'Pause (space)' },
  speed: { ru: 'Скорость {speed}', en: 'Speed {speed}' },
  skip: { ru: 'Без пауз', en: 'Skip silence' },
  saves: { ru: 'Пауз в записи: {time}', en: 'Silence in the recording: {time}' },
  download: { ru: 'Скачать запись', en: 'Download the recording' },
  keys: {
    ru: 'Пробел: пауза, ← → на 5 секунд, ↑ ↓ скорость',
    en: 'Space pauses, ← → 5 seconds, ↑ ↓ speed',
  },
  failed: { ru: 'Запись не удалось проиграть.', en: 'The recording could not be played.' },
})

const speeds: readonly number[] = [1, 1.25, 1.5, 2]
const stepSeconds = 5
/** Shorter pauses belong to the talk. Seconds. */
const longPause = 1.5

const clock = (seconds: number): string => {
  const whole = Number.isFinite(seconds) ? Math.floor(seconds) : 0
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

interface Props {
  readonly src: string
  /** Bytes. */
  readonly size: number | null
  /** Where it is downloaded from; null without the right to. */
  readonly download: string | null
  /** It is heard for the first time since the card was opened. */
  readonly onHeard: () => void
}

/**
 * Plays a recording: its picture to seek in, four speeds, silence left out, and keys for whoever listens to many. Nothing is loaded
 * before it is started: whoever loads it is noted as a listener.
 */
export function Player({ src, size, download, onHeard }: Props) {
  const t = useTexts(texts)
  const audio = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  const [begun, setBegun] = useState(false)
  const [at, setAt] = useState(0)
  const [length, setLength] = useState(0)
  const [speed, setSpeed] = useState<number>(1)
  const [skips, setSkips] = useState(false)
  const [failed, setFailed] = useState(false)
  const drawn = useDrawn(src, begun && (size ?? 0) <= largestDrawn)
  const whole = drawn?.length ?? length
  const silences = useMemo(() => (drawn ? silencesOf(drawn.peaks, drawn.length, longPause) : []), [drawn])
  const silent = silences.reduce((sum, { from, to }) => sum + to - from, 0)

  const toggle = (): void => {
    const sound = audio.current
    if (!sound) return
    if (sound.paused) void sound.play().catch(() => setFailed(true))
    else sound.pause()
  }
  const seek = (seconds: number): void => {
    const sound = audio.current
    if (!sound) return
    sound.currentTime = Math.max(0, Math.min(seconds, whole || seconds))
    setAt(sound.currentTime)
  }
  const change = (to: number): void => {
    if (audio.current) audio.current.playbackRate = to
    setSpeed(to)
  }
  const neighbour = (by: 1 | -1): number => {
    const index = speeds.indexOf(speed)
    return speeds[Math.max(0, Math.min(speeds.length - 1, index + by))] ?? 1
  }
  const hear = (seconds: number): void => {
    const pause = skips ? silences.find(({ from, to }) => seconds >= from && seconds < to - 0.1) : undefined
    if (pause) seek(pause.to)
    else setAt(seconds)
  }
  /** Whether the key was ours. */
  const press = (key: string): boolean => {
    if (key === ' ') toggle()
    else if (key === 'ArrowLeft' || key === 'ArrowRight') seek(at + (key === 'ArrowLeft' ? -stepSeconds : stepSeconds))
    else if (key === 'ArrowUp' || key === 'ArrowDown') change(neighbour(key === 'ArrowUp' ? 1 : -1))
    else return false
    return true
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the controls inside, whichever of them has the focus
    <div
      className={styles.player}
      title={t('keys')}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.metaKey || event.altKey || !press(event.key)) return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      {/* biome-ignore lint/a11y/useMediaCaption: a live talk has no captions; its transcript is a part of its own */}
      <audio
        ref={audio}
        src={src}
        preload="none"
        onPlay={() => setPlaying(true)}
        onLoadedData={() => {
          // Not before: two loads at once would be noted as two listeners.
          setBegun(true)
          onHeard()
        }}
        onPause={() => setPlaying(false)}
        onTimeUpdate={({ currentTarget }) => hear(currentTarget.currentTime)}
        onDurationChange={({ currentTarget }) => setLength(currentTarget.duration)}
        onError={() => setFailed(true)}
      />
      <ActionIcon
        className={styles.play}
        variant="filled"
        size={44}
        radius={22}
        aria-label={playing ? t('pause') : t('play')}
        onClick={toggle}
      >
        {playing ? <IconPlayerPauseFilled size={20} /> : <IconPlayerPlayFilled size={20} />}
      </ActionIcon>
      <Waveform peaks={drawn?.peaks ?? null} at={at} length={whole} said={clock(at)} onSeek={seek} />
      <div className={styles.controls}>
        <span className="lk-num">
          {clock(at)} <span className="lk-quiet">/ {whole ? clock(whole) : '–:––'}</span>
        </span>
        <span className={styles.gap} />
        {silent >= 1 ? (
          <button
            type="button"
            className={styles.chip}
            aria-pressed={skips}
            title={t('saves', { time: clock(silent) })}
            onClick={() => setSkips(!skips)}
          >
            {t('skip')} −{clock(silent)}
          </button>
        ) : null}
        <button
          type="button"
          className={styles.chip}
          aria-label={t('speed', { speed: `${speed}×` })}
          onClick={() => change(speed === speeds.at(-1) ? 1 : neighbour(1))}
        >
          {speed}×
        </button>
        {download ? (
          <ActionIcon
            component="a"
            href={download}
            download
            variant="subtle"
            size={36}
            aria-label={t('download')}
            title={t('download')}
          >
            <IconDownload size={18} />
          </ActionIcon>
        ) : null}
      </div>
      {failed ? <p className={`lk-quiet ${styles.failed}`}>{t('failed')}</p> : null}
    </div>
  )
}

/** The picture of a sound, once it is wanted. */
function useDrawn(src: string, wanted: boolean): Drawn | null {
  const [drawn, setDrawn] = useState<Drawn | null>(null)
  useEffect(() => {
    if (!wanted) return
    const leaving = new AbortController()
    void drawSound(src, leaving.signal).then((found) => {
      if (!leaving.signal.aborted) setDrawn(found)
    })
    return () => leaving.abort()
  }, [src, wanted])
  return drawn
}
