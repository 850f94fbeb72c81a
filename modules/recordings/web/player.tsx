import { ActionIcon } from '@mantine/core'
import { IconPlayerPauseFilled, IconPlayerPlayFilled } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import { defineTexts, useTexts } from '../../../platform/web/index.ts'
import styles from './recordings.module.css'

const texts = defineTexts({
  play: { ru: 'Слушать (пробел)', en: 'Play (space)' },
  pause: { ru: 'Пауза (пробел)', en: 'Pause (space)' },
  place: { ru: 'Место в записи', en: 'Place in the recording' },
  speed: { ru: 'Скорость {speed}', en: 'Speed {speed}' },
  keys: { ru: 'Пробел — пауза, ← → — 5 секунд, ↑ ↓ — скорость', en: 'Space pauses, ← → 5 seconds, ↑ ↓ speed' },
  failed: { ru: 'Запись не удалось проиграть.', en: 'The recording could not be played.' },
})

const speeds: readonly number[] = [1, 1.25, 1.5, 2]
const stepSeconds = 5

const clock = (seconds: number): string => {
  const whole = Number.isFinite(seconds) ? Math.floor(seconds) : 0
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

/** Plays a recording: a place to drag, four speeds, and keys for whoever listens to many. Nothing is loaded before it is started. */
export function Player({ src }: { src: string }) {
  const t = useTexts(texts)
  const audio = useRef<HTMLAudioElement>(null)
  const [playing, setPlaying] = useState(false)
  const [at, setAt] = useState(0)
  const [length, setLength] = useState(0)
  const [speed, setSpeed] = useState<number>(1)
  const [failed, setFailed] = useState(false)

  const toggle = (): void => {
    const sound = audio.current
    if (!sound) return
    if (sound.paused) void sound.play().catch(() => setFailed(true))
    else sound.pause()
  }
  const seek = (seconds: number): void => {
    const sound = audio.current
    if (!sound) return
    sound.currentTime = Math.max(0, Math.min(seconds, length || seconds))
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
        onPause={() => setPlaying(false)}
        onTimeUpdate={({ currentTarget }) => setAt(currentTarget.currentTime)}
        onDurationChange={({ currentTarget }) => setLength(currentTarget.duration)}
        onError={() => setFailed(true)}
      />
      <ActionIcon variant="filled" size="lg" radius="xl" aria-label={playing ? t('pause') : t('play')} onClick={toggle}>
        {playing ? <IconPlayerPauseFilled size={16} /> : <IconPlayerPlayFilled size={16} />}
      </ActionIcon>
      <span className="lk-num">{clock(at)}</span>
      <input
        type="range"
        className={styles.place}
        aria-label={t('place')}
        aria-valuetext={clock(at)}
        min={0}
        max={length || 1}
        step={0.1}
        value={at}
        onChange={(event) => seek(Number(event.currentTarget.value))}
      />
      <span className="lk-num lk-quiet">{length ? clock(length) : '–:––'}</span>
      <button
        type="button"
        className={styles.speed}
        aria-label={t('speed', { speed: `${speed}×` })}
        onClick={() => change(speed === speeds.at(-1) ? 1 : neighbour(1))}
      >
        {speed}×
      </button>
      {failed ? <p className={`lk-quiet ${styles.failed}`}>{t('failed')}</p> : null}
    </div>
  )
}
