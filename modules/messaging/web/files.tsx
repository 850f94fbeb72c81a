import { IconFile, IconPhoto, IconVolume } from '@tabler/icons-react'
import { defineTexts, useFormat, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import type { MessageFile } from './api.ts'
import styles from './conversation.module.css'

const texts = defineTexts({
  wanted: { ru: 'загружается', en: 'being fetched' },
  too_large: { ru: 'больше предела, не сохранён', en: 'over the limit, not kept' },
  gone: { ru: 'у мессенджера уже нет', en: 'the messenger no longer has it' },
  bytes: { ru: '{n} КБ', en: '{n} KB' },
  megabytes: { ru: '{n} МБ', en: '{n} MB' },
})

/** Files of a message: pictures and sounds are shown, everything else is saved. */
export function Files({ files }: { files: readonly MessageFile[] }) {
  if (files.length === 0) return null
  return (
    <ul className={styles.files}>
      {files.map((file) => (
        <li key={file.id}>
          <OneFile file={file} />
        </li>
      ))}
    </ul>
  )
}

function OneFile({ file }: { file: MessageFile }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const size = useSize()
  const href = `/api/v1/workspaces/${slug}/message-files/${file.id}`
  const Icon = file.mime.startsWith('image/') ? IconPhoto : file.mime.startsWith('audio/') ? IconVolume : IconFile
  if (file.state !== 'stored') {
    return (
      <span className={styles.file}>
        <Icon size={16} stroke={1.7} aria-hidden />
        {file.name} <span className="lk-quiet">{t(file.state)}</span>
      </span>
    )
  }
  if (/^image\/(png|jpeg|gif|webp)$/.test(file.mime)) {
    return (
      <a href={href} download={file.name}>
        <img className={styles.picture} src={`${href}?show`} alt={file.name} loading="lazy" />
      </a>
    )
  }
  return (
    <>
      {/^audio\//.test(file.mime) ? (
        // biome-ignore lint/a11y/useMediaCaption: a voice message of a client has none
        <audio className={styles.sound} controls preload="none" src={`${href}?show`} />
      ) : null}
      <a className={styles.file} href={href} download={file.name}>
        <Icon size={16} stroke={1.7} aria-hidden />
        {file.name}
        {file.size === null ? null : <span className="lk-quiet lk-num">{size(file.size)}</span>}
      </a>
    </>
  )
}

/** Bytes as people say them. */
export function useSize(): (bytes: number) => string {
  const t = useTexts(texts)
  const format = useFormat()
  return (bytes) =>
    bytes < 1_000_000
      ? t('bytes', { n: format.number(Math.max(1, Math.round(bytes / 1_000))) })
      : t('megabytes', { n: format.number(Math.round(bytes / 100_000) / 10) })
}
