import {
  IconBrandTelegram,
  IconForms,
  IconMail,
  IconMessage2,
  IconPhoneCalling,
  IconPhoneIncoming,
  IconPhoneOff,
  IconPhoneOutgoing,
  IconPhonePause,
  IconUsers,
} from '@tabler/icons-react'
import { useTexts } from '../../../../platform/web/index.ts'
import type { Item } from '../api.ts'
import { directionOf, goingOn, recordTexts, waitingFor } from '../texts.ts'
import styles from './parts.module.css'

type Shape = Pick<Item, 'kind' | 'direction' | 'state' | 'outcome' | 'followUp'>

/** What it is at a glance: the channel, the direction, and red only for a missed client whom nobody has reached yet. */
export function KindIcon({ item, size = 18 }: { item: Shape; size?: number }) {
  const t = useTexts(recordTexts)
  const Icon = iconOf(item)
  const words = [t(item.kind), t(directionOf(item)), t(item.outcome ?? goingOn(item))]
  if (item.followUp?.kind === 'waiting') words.push(t(waitingFor(item.kind)))
  return (
    <span
      className={styles.kind}
      data-tone={toneOf(item)}
      role="img"
      aria-label={words.join(', ')}
      title={words.join(', ')}
    >
      <Icon size={size} stroke={1.6} />
    </span>
  )
}

function iconOf({ kind, direction, outcome, state }: Shape) {
  switch (kind) {
    case 'chat':
      return IconMessage2
    case 'messenger':
      return IconBrandTelegram
    case 'email':
      return IconMail
    case 'form':
      return IconForms
    case 'call':
    case 'callback':
      if (direction === 'internal') return IconUsers
      if (state === 'ringing') return IconPhonePause
      if (state === 'talking') return IconPhoneCalling
      if (direction === 'inbound' && outcome !== 'talked') return IconPhoneOff
      return direction === 'outbound' ? IconPhoneOutgoing : IconPhoneIncoming
  }
}

/** Red asks for action: the client came, nobody answered, nobody has called back. */
export function toneOf({ state, followUp, outcome, direction }: Shape): 'act' | 'live' | 'quiet' | 'look' | undefined {
  if (state !== 'finished') return 'live'
  if (followUp?.kind === 'waiting') return 'act'
  if (followUp) return 'look'
  return direction === 'inbound' && outcome === 'talked' ? undefined : 'quiet'
}
