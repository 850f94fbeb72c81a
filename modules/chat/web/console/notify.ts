import { useEffect } from 'react'
import { defineTexts, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { deskOf } from './desk.ts'

const texts = defineTexts({ client: { ru: 'Новое сообщение в чате', en: 'New message in a chat' } })
const soundKey = 'lidoskop.chat.sound'

/** Whether new messages are heard in this browser; at first they are. */
export const soundIsOn = (): boolean => localStorage.getItem(soundKey) !== 'off'

/** Switches the sound; switching it on also asks the browser to let us notify. */
export function setSound(on: boolean): void {
  localStorage.setItem(soundKey, on ? 'on' : 'off')
  if (on && 'Notification' in window && Notification.permission === 'default') void Notification.requestPermission()
}

let audio: AudioContext | undefined

/** Two short notes; no file to load, nothing that a policy of the page forbids. */
function ring(): void {
  audio ??= new AudioContext()
  const start = audio.currentTime
  for (const [index, pitch] of [660, 880].entries()) {
    const note = audio.createOscillator()
    const loudness = audio.createGain()
    note.frequency.value = pitch
    loudness.gain.setValueAtTime(0.08, start + index * 0.14)
    loudness.gain.exponentialRampToValueAtTime(0.001, start + index * 0.14 + 0.2)
    note.connect(loudness).connect(audio.destination)
    note.start(start + index * 0.14)
    note.stop(start + index * 0.14 + 0.22)
  }
}

/** Rings and notifies of what clients write to the person or to their queue, on whatever screen they are. */
export function useRing(): void {
  const t = useTexts(texts)
  const { slug, employeeId } = useWorkspace()
  useEffect(
    () =>
      deskOf(slug).onWords((row, message) => {
        const mine = row.employee === null || row.employee.id === employeeId
        if (!mine || !soundIsOn()) return
        if (document.visibilityState === 'visible' && location.search.includes(row.id)) return
        ring()
        if (document.visibilityState !== 'hidden') return
        if (!('Notification' in window) || Notification.permission !== 'granted') return
        const shown = new Notification(row.visitor.name ?? t('client'), {
          body: message.text.slice(0, 120),
          tag: row.id,
        })
        shown.onclick = () => window.focus()
      }),
    [slug, employeeId, t],
  )
}
