import { Button, CopyButton, Group } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { defineTexts, toastError, useTexts, useWorkspace, Verdict } from '../../../../platform/web/index.ts'
import { api } from '../api.ts'
import { faultTexts } from './words.ts'

const texts = defineTexts({
  verify: { ru: 'Проверить журнал', en: 'Verify the log' },
  again: { ru: 'Проверить ещё раз', en: 'Verify again' },
  intact: {
    ru: {
      one: 'Журнал цел: {count} запись, ни одна не изменена и не удалена.',
      few: 'Журнал цел: {count} записи, ни одна не изменена и не удалена.',
      many: 'Журнал цел: {count} записей, ни одна не изменена и не удалена.',
    },
    en: {
      one: 'The log is intact: {count} entry, none changed or removed.',
      other: 'The log is intact: {count} entries, none changed or removed.',
    },
  },
  head: {
    ru: 'Отпечаток последней записи: {head}. Сохраните его у себя: тогда и журнал, переписанный целиком, не сойдётся с ним.',
    en: 'Fingerprint of the last entry: {head}. Keep it somewhere: then even a log that was rewritten as a whole won’t fit it.',
  },
  copy: { ru: 'Скопировать отпечаток', en: 'Copy the fingerprint' },
  copied: { ru: 'Скопировано', en: 'Copied' },
})

/** The button that recomputes the chain, and what came of it as a sentence. */
export function Verification() {
  const t = useTexts(texts)
  const fault = useTexts(faultTexts)
  const { slug } = useWorkspace()
  const verify = useMutation({
    mutationFn: () => api.audit.verify.call({ workspace: slug }),
    onError: toastError,
  })
  const verdict = verify.data
  const button = (
    <Button
      variant={verdict ? 'default' : 'filled'}
      leftSection={<IconShieldCheck size={14} />}
      loading={verify.isPending}
      onClick={() => verify.mutate()}
    >
      {t(verdict ? 'again' : 'verify')}
    </Button>
  )
  if (!verdict) return <Group>{button}</Group>
  if (verdict.why) {
    return (
      <Verdict tone="act" action={button}>
        {fault(verdict.why, { n: verdict.brokenAt ?? 0 })}
      </Verdict>
    )
  }
  const fingerprint = `${verdict.entries}:${verdict.head ?? ''}`
  return (
    <Verdict
      tone="fine"
      detail={t('head', { head: (verdict.head ?? '').slice(0, 12) })}
      action={
        <Group gap="xs">
          <CopyButton value={fingerprint}>
            {({ copied, copy }) => (
              <Button variant="subtle" onClick={copy}>
                {t(copied ? 'copied' : 'copy')}
              </Button>
            )}
          </CopyButton>
          {button}
        </Group>
      }
    >
      {t('intact', { count: verdict.entries })}
    </Verdict>
  )
}
