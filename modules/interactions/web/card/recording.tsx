import { IconExternalLink } from '@tabler/icons-react'
import { useState } from 'react'
import { defineTexts, useTexts } from '../../../../platform/web/index.ts'
import styles from './card.module.css'

const texts = defineTexts({
  title: { ru: 'Запись разговора', en: 'Recording' },
  open: { ru: 'Открыть запись', en: 'Open the recording' },
  kept: { ru: 'Запись хранится у оператора: {id}', en: 'The provider keeps it: {id}' },
  failed: {
    ru: 'Запись не проигрывается здесь: источник её не отдаёт или просит войти.',
    en: 'It can’t be played here: its source does not hand it out or asks to sign in.',
  },
})

/** The recording where the provider keeps it. A page over https plays only https; the rest opens beside. */
export function Recording({ url }: { url: string }) {
  const t = useTexts(texts)
  const [failed, setFailed] = useState(false)
  const plays = url.startsWith('https:') && !failed
  return (
    <section className={styles.part}>
      <h3>{t('title')}</h3>
      {plays ? (
        // biome-ignore lint/a11y/useMediaCaption: a live talk has no captions; its transcript is a part of its own
        <audio className={styles.player} controls preload="none" src={url} onError={() => setFailed(true)} />
      ) : null}
      {failed ? <p className="lk-quiet">{t('failed')}</p> : null}
      {/^https?:/.test(url) ? (
        <a href={url} target="_blank" rel="noreferrer noopener" className={styles.outside}>
          {t('open')} <IconExternalLink size={13} stroke={1.7} />
        </a>
      ) : (
        <p className="lk-quiet">{t('kept', { id: url })}</p>
      )}
    </section>
  )
}
