import { ActionIcon, Textarea, Tooltip } from '@mantine/core'
import { IconPaperclip, IconSend2 } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import { toast, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { longestText } from '../../rules.ts'
import { api, type Phrase } from '../api.ts'
import { chatTexts } from '../texts.ts'
import styles from './console.module.css'
import type { Desk } from './desk.ts'

/** Canned answers whose shortcut, or a word of whose text, begins with what stands after `/`. */
function matching(phrases: readonly Phrase[], typed: string): readonly Phrase[] {
  const wanted = typed.slice(1).toLowerCase()
  const begins = ({ shortcut }: Phrase) => shortcut.toLowerCase().startsWith(wanted)
  const speaks = ({ text }: Phrase) => wanted.length > 1 && text.toLowerCase().includes(wanted)
  return [...phrases.filter(begins), ...phrases.filter((one) => !begins(one) && speaks(one))].slice(0, 7)
}

/** Where the operator answers: Enter sends, Shift+Enter begins a line, `/` finds a canned answer. */
export function Composer({ dialogue, desk }: { dialogue: string; desk: Desk }) {
  const t = useTexts(chatTexts)
  const { slug } = useWorkspace()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const input = useRef<HTMLTextAreaElement>(null)
  const file = useRef<HTMLInputElement>(null)
  const phrases = useQuery(api.phrases.list.queryOptions({ input: { workspace: slug }, staleTime: 60_000 }))
  const found = text.startsWith('/') && !text.includes('\n') ? matching(phrases.data ?? [], text) : []
  const chosen = found[Math.min(at, found.length - 1)]

  const insert = (phrase: Phrase): void => {
    setText(phrase.text)
    setAt(0)
    input.current?.focus()
  }
  const send = (): void => {
    const words = text.trim()
    if (!words) return
    desk.say(dialogue, words)
    setText('')
    input.current?.focus()
  }
  const attach = async (picked: File | null | undefined): Promise<void> => {
    if (!picked) return
    const answer = await fetch(`/chat/${slug}/${dialogue}/files?name=${encodeURIComponent(picked.name)}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: picked,
    }).catch(() => null)
    if (answer?.ok) desk.say(dialogue, '', ((await answer.json()) as { id: string }).id)
    else {
      const problem = answer ? ((await answer.json().catch(() => null)) as { message?: string } | null) : null
      toast(problem?.message ?? t('fileFailed'))
    }
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (found.length > 0) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step) {
        event.preventDefault()
        setAt((before) => (before + step + found.length) % found.length)
        return
      }
      if ((event.key === 'Enter' || event.key === 'Tab') && chosen) {
        event.preventDefault()
        insert(chosen)
        return
      }
    }
    if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
      event.preventDefault()
      send()
    }
  }
  return (
    <div className={styles.composer}>
      {found.length > 0 ? (
        <div className={styles.found} role="listbox" aria-label={t('phrases')} id="canned">
          {found.map((phrase) => (
            <button
              key={phrase.id}
              type="button"
              role="option"
              aria-selected={phrase === chosen}
              onClick={() => insert(phrase)}
            >
              <b>/{phrase.shortcut}</b> <span className="lk-quiet">{phrase.text}</span>
            </button>
          ))}
        </div>
      ) : null}
      <Tooltip label={t('attach')}>
        <ActionIcon size="lg" aria-label={t('attach')} onClick={() => file.current?.click()}>
          <IconPaperclip size={19} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
      <input
        ref={file}
        type="file"
        hidden
        onChange={(event) => {
          void attach(event.currentTarget.files?.[0])
          event.currentTarget.value = ''
        }}
      />
      <Textarea
        ref={input}
        className={styles.input}
        aria-label={t('write')}
        placeholder={t('write')}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={longestText}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setAt(0)
          if (event.currentTarget.value && !event.currentTarget.value.startsWith('/')) desk.typing(dialogue)
        }}
        onKeyDown={onKeyDown}
        onPaste={(event) => {
          const [picked] = event.clipboardData.files
          if (!picked) return
          event.preventDefault()
          void attach(picked)
        }}
      />
      <Tooltip label={t('send')}>
        <ActionIcon
          size="lg"
          variant="filled"
          color="petrol"
          aria-label={t('send')}
          onClick={send}
          disabled={!text.trim()}
        >
          <IconSend2 size={19} stroke={1.6} />
        </ActionIcon>
      </Tooltip>
    </div>
  )
}
