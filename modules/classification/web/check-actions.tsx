import { Button } from '@mantine/core'
import { useState } from 'react'
import { defineTexts, useHotkeys, useTexts, useTouch, useWorkspace } from '../../../platform/web/index.ts'
import { api } from './api.ts'
import { ClassDialog } from './class-dialog.tsx'
import styles from './classification.module.css'
import { useAgree } from './use-checks.ts'

const texts = defineTexts({
  agree: { ru: 'Согласен', en: 'Agree' },
  dispute: { ru: 'Оспорить', en: 'Dispute' },
  title: { ru: 'Какой это класс на самом деле?', en: 'What class is it really?' },
  send: { ru: 'Начать спор', en: 'Open the dispute' },
})

interface CheckActionsProps {
  readonly id: string
  readonly classId: string
  /** The class was agreed with: only a dispute is left. */
  readonly agreed?: boolean
  readonly after?: () => void
}

/** Agree or dispute: a button and a key each. */
export function CheckActions({ id, classId, agreed = false, after }: CheckActionsProps) {
  const t = useTexts(texts)
  const touch = useTouch()
  const { slug } = useWorkspace()
  const [disputing, setDisputing] = useState(false)
  const agree = useAgree(after)
  const yes = () => {
    if (!agreed && !agree.isPending) agree.mutate({ id, was: classId })
  }
  useHotkeys({ a: yes, d: () => setDisputing(true) })
  const key = (name: string) => (touch ? null : <span className={styles.key}>{name}</span>)
  return (
    <div className={styles.actions}>
      {agreed ? null : (
        <Button size="compact-sm" loading={agree.isPending} onClick={yes} rightSection={key('A')}>
          {t('agree')}
        </Button>
      )}
      <Button size="compact-sm" variant="default" onClick={() => setDisputing(true)} rightSection={key('D')}>
        {t('dispute')}
      </Button>
      {disputing ? (
        <ClassDialog
          title={t('title')}
          action={t('send')}
          picks
          onClose={() => setDisputing(false)}
          run={async (asked) => {
            await api.disputes.open.call({ workspace: slug, interaction: id, was: classId, ...asked })
            after?.()
          }}
        />
      ) : null}
    </div>
  )
}
