import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { defineTexts, toastError, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { useClasses, useClassName } from '../../interactions/web/index.ts'
import { api, type Dispute, type Review } from './api.ts'
import { ClassDialog } from './class-dialog.tsx'
import styles from './classification.module.css'
import { refresh } from './use-checks.ts'

const texts = defineTexts({
  accept: { ru: 'Согласиться: {name}', en: 'Agree: {name}' },
  offer: { ru: 'Предложить другой класс', en: 'Propose another class' },
  decide: { ru: 'Решить', en: 'Decide' },
  escalate: { ru: 'Передать директору', en: 'Hand to the director' },
  withdraw: { ru: 'Отозвать спор', en: 'Take the dispute back' },
  reopen: { ru: 'Открыть снова', en: 'Open again' },
  write: { ru: 'Написать в споре', en: 'Write in the dispute' },
  send: { ru: 'Отправить', en: 'Send' },
})

type Act = Exclude<Review['acts'][number], 'write'>

/** What the reader can do with a dispute as it stands. Each step but a word asks for its reason. */
export function DisputeActions({ dispute, acts }: { dispute: Dispute; acts: Review['acts'] }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const nameOf = useClassName()
  const { byId } = useClasses()
  const [doing, setDoing] = useState<Act | null>(null)
  if (acts.length === 0) return null
  const sales = acts.includes('withdraw') ? dispute.salesOfferId : dispute.marketingOfferId
  const theirs = sales ? byId.get(sales) : undefined
  const input = { workspace: slug, id: dispute.id }
  const run = (act: Act) => async (asked: { classId: string; reason: string }) => {
    const { reason } = asked
    if (act === 'escalate') return api.disputes.escalate.call({ ...input, reason })
    if (act === 'withdraw') return api.disputes.withdraw.call({ ...input, reason })
    return api.disputes[act].call({ ...input, ...asked })
  }
  const label = (act: Act) => (act === 'accept' ? t('accept', { name: theirs ? nameOf(theirs) : '…' }) : t(act))
  const buttons = (['accept', 'decide', 'offer', 'escalate', 'withdraw', 'reopen'] as const).filter((act) =>
    acts.includes(act),
  )
  return (
    <Stack gap="xs">
      {acts.includes('write') ? <WriteBox id={dispute.id} /> : null}
      <div className={styles.actions}>
        {buttons.map((act) => (
          <Button
            key={act}
            size="compact-sm"
            variant={act === 'accept' || act === 'decide' ? 'filled' : 'default'}
            onClick={() => setDoing(act)}
          >
            {label(act)}
          </Button>
        ))}
      </div>
      {doing ? (
        <ClassDialog
          title={label(doing)}
          action={label(doing)}
          picks={doing === 'offer' || doing === 'decide' || doing === 'reopen'}
          classId={doing === 'accept' ? (sales ?? null) : null}
          onClose={() => setDoing(null)}
          run={run(doing)}
        />
      ) : null}
    </Stack>
  )
}

function WriteBox({ id }: { id: string }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [text, setText] = useState('')
  const write = useMutation({
    mutationFn: () => api.disputes.write.call({ workspace: slug, id, text: text.trim() }),
    onSuccess: async () => {
      setText('')
      await refresh(queries)
    },
    onError: toastError,
  })
  const send = () => {
    if (text.trim() && !write.isPending) write.mutate()
  }
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <Textarea
        flex={1}
        aria-label={t('write')}
        placeholder={t('write')}
        autosize
        minRows={1}
        maxLength={2000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
        }}
      />
      <Button variant="default" disabled={!text.trim()} loading={write.isPending} onClick={send}>
        {t('send')}
      </Button>
    </Group>
  )
}
