import { ActionIcon, Button, CloseButton, FileButton, Textarea } from '@mantine/core'
import { IconPaperclip, IconSend } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { defineTexts, language, toastError, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { answerFiles } from '../rules.ts'
import { api, type Conversation } from './api.ts'
import styles from './conversation.module.css'
import { useSize } from './files.tsx'

const texts = defineTexts({
  label: { ru: 'Ответ клиенту', en: 'Answer to the client' },
  placeholder: { ru: 'Напишите ответ…', en: 'Write an answer…' },
  to: { ru: 'Уйдёт на {to} от {from}', en: 'Goes to {to} from {from}' },
  via: { ru: 'Уйдёт клиенту от {from}', en: 'Goes to the client from {from}' },
  send: { ru: 'Отправить', en: 'Send' },
  attach: { ru: 'Приложить файлы', en: 'Attach files' },
  remove: { ru: 'Убрать {name}', en: 'Remove {name}' },
  keys: { ru: 'Ctrl + Enter', en: 'Ctrl + Enter' },
})

interface Attached {
  readonly id: string
  readonly name: string
  readonly size: number
}

const draftKey = (interaction: string): string => `lidoskop.answer.${interaction}`

/** Writes an answer; what is half written survives another card being opened. */
export function AnswerBox({ interaction, answer }: { interaction: string; answer: Conversation['answer'] }) {
  const t = useTexts(texts)
  const size = useSize()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [text, setText] = useState(() => sessionStorage.getItem(draftKey(interaction)) ?? '')
  // The answer's own id: a second press, or a repetition after a lost connection, sends the same answer.
  const [id, setId] = useState<string>(() => crypto.randomUUID())
  const [files, setFiles] = useState<readonly Attached[]>([])
  const write = (value: string) => {
    setText(value)
    sessionStorage.setItem(draftKey(interaction), value)
  }
  const attach = useMutation({
    mutationFn: (chosen: readonly File[]) => Promise.all(chosen.map((file) => bring(slug, interaction, file))),
    onSuccess: (brought) => setFiles((before) => [...before, ...brought].slice(0, answerFiles)),
    onError: toastError,
  })
  const send = useMutation(
    api.send.mutationOptions({
      onSuccess: () => {
        write('')
        setFiles([])
        setId(crypto.randomUUID())
        void queries.invalidateQueries({ queryKey: api.key() })
      },
      onError: toastError,
    }),
  )
  const ready = (text.trim() !== '' || files.length > 0) && !attach.isPending && !send.isPending
  const submit = () => {
    if (!ready) return
    send.mutate({
      workspace: slug,
      id: interaction,
      answer: id,
      text: text.trim(),
      files: files.map((file) => file.id),
    })
  }
  const from = answer.from ?? ''
  return (
    <form
      className={styles.answer}
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Textarea
        aria-label={t('label')}
        placeholder={t('placeholder')}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={answer.longest}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          // A letter typed here is no key of the list.
          event.stopPropagation()
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit()
        }}
      />
      {files.length > 0 ? (
        <ul className={styles.attached}>
          {files.map((file) => (
            <li key={file.id}>
              {file.name} <span className="lk-quiet lk-num">{size(file.size)}</span>
              <CloseButton
                size="xs"
                aria-label={t('remove', { name: file.name })}
                onClick={() => setFiles(files.filter((other) => other.id !== file.id))}
              />
            </li>
          ))}
        </ul>
      ) : null}
      <div className={styles.answerFoot}>
        <span className="lk-quiet">{answer.to ? t('to', { to: answer.to, from }) : t('via', { from })}</span>
        {answer.files ? (
          <FileButton multiple onChange={(chosen) => attach.mutate(chosen)}>
            {(props) => (
              <ActionIcon {...props} aria-label={t('attach')} title={t('attach')} loading={attach.isPending}>
                <IconPaperclip size={18} stroke={1.7} />
              </ActionIcon>
            )}
          </FileButton>
        ) : null}
        <Button
          type="submit"
          size="compact-sm"
          disabled={!ready}
          loading={send.isPending}
          title={t('keys')}
          leftSection={<IconSend size={15} stroke={1.8} />}
        >
          {t('send')}
        </Button>
      </div>
    </form>
  )
}

/** Brings a file to the server, where it waits for the answer that takes it along. Rejects in the form that `toastError` reads. */
async function bring(slug: string, interaction: string, file: File): Promise<Attached> {
  const name = encodeURIComponent(file.name)
  const response = await fetch(`/api/v1/workspaces/${slug}/interactions/${interaction}/files?name=${name}`, {
    method: 'POST',
    headers: { 'content-type': file.type || 'application/octet-stream', 'accept-language': language() },
    body: file,
  })
  const answer = (await response.json().catch(() => ({}))) as Attached
  if (!response.ok) throw { ...answer, status: response.status }
  return answer
}
