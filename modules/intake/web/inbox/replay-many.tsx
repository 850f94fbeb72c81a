import { useQueryClient } from '@tanstack/react-query'
import { Confirm, defineTexts, toast, useFormat, useTexts, useWorkspace } from '../../../../platform/web/index.ts'
import { api } from '../api.ts'

const texts = defineTexts({
  title: { ru: 'Разобрать заново', en: 'Map again' },
  failed: {
    ru: 'Все не разобранные события компании вернутся в очередь и будут разобраны по нынешним настройкам.',
    en: 'All events of the company that were not understood go back to the queue and are mapped by today’s settings.',
  },
  shown: {
    ru: 'События за {period} с выбранными фильтрами вернутся в очередь и будут разобраны по нынешним настройкам. Обращения не задвоятся: их сведения заменятся новыми, классы, которые поставили люди, останутся.',
    en: 'Events of {period} with the chosen filters go back to the queue and are mapped by today’s settings. No interaction is doubled: what was told of it is replaced, classes that people set stay.',
  },
  done: {
    ru: {
      one: '{count} событие снова в очереди',
      few: '{count} события снова в очереди',
      many: '{count} событий снова в очереди',
    },
    en: { one: '{count} event waits again', other: '{count} events wait again' },
  },
})

type Filter = Omit<Parameters<typeof api.events.replayMany.call>[0], 'workspace'>

/** Asks once, then puts the chosen events back into the queue. */
export function ReplayMany({
  kind,
  filter,
  onClose,
}: {
  kind: 'failed' | 'shown'
  filter: Filter
  onClose: () => void
}) {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const period = filter.from && filter.to ? format.period({ from: filter.from, to: filter.to }) : ''
  return (
    <Confirm
      opened
      onClose={onClose}
      title={t('title')}
      action={t('title')}
      onConfirm={async () => {
        const { replayed } = await api.events.replayMany.call({ workspace: slug, ...filter })
        await queries.invalidateQueries({ queryKey: api.events.key() })
        toast(t('done', { count: replayed }))
      }}
    >
      {kind === 'failed' ? t('failed') : t('shown', { period })}
    </Confirm>
  )
}
