import { IconFile, IconFileOff } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { drawable } from '../../rules.ts'
import type { ChatMessage } from '../api.ts'
import { chatTexts } from '../texts.ts'
import styles from './console.module.css'

/** A file of a talk: a picture of a safe kind as itself, drawn from memory; everything else as a download. */
export function TalkFile({ file }: { file: NonNullable<ChatMessage['file']> }) {
  const t = useTexts(chatTexts)
  const { slug } = useWorkspace()
  const address = `/chat/${slug}/files/${file.id}`
  const picture = usePicture(drawable.includes(file.type) && !file.deleted ? address : null)
  if (file.deleted) {
    return (
      <div className={styles.file}>
        <IconFileOff size={18} stroke={1.6} aria-hidden />
        <span>{file.name}</span>
        <span className="lk-quiet">{t('fileDeleted')}</span>
      </div>
    )
  }
  return (
    <a href={address} download={file.name} className={styles.file} aria-label={`${t('download')} ${file.name}`}>
      {picture ? (
        <img src={picture} alt={file.name} />
      ) : (
        <>
          <IconFile size={18} stroke={1.6} aria-hidden />
          <span>{file.name}</span>
          <span className="lk-quiet lk-num">{Math.max(1, Math.round(file.size / 1024))} KB</span>
        </>
      )}
    </a>
  )
}

function usePicture(address: string | null): string | null {
  const [picture, setPicture] = useState<string | null>(null)
  useEffect(() => {
    if (!address) return
    const over = new AbortController()
    let made: string | null = null
    fetch(address, { signal: over.signal })
      .then(async (response) => {
        if (!response.ok) return
        made = URL.createObjectURL(await response.blob())
        setPicture(made)
      })
      .catch(() => undefined)
    return () => {
      over.abort()
      if (made) URL.revokeObjectURL(made)
    }
  }, [address])
  return picture
}
