import { Button, Checkbox, Group, NumberInput, Stack, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  defineTexts,
  Loaded,
  Panel,
  problemOf,
  toast,
  toastError,
  useFormat,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { api, type Keeping } from './api.ts'

const texts = defineTexts({
  title: { ru: 'Сколько хранить ход посещений', en: 'How long the course of visits is kept' },
  about: {
    ru: 'Страницы и нажатия внутри посещений удаляются ночью. Сами посещения, источники, цели и все отчёты остаются.',
    en: 'Pages and clicks within visits are deleted at night. The visits, their sources, goals and every report stay.',
  },
  days: { ru: 'Дней', en: 'Days' },
  ever: { ru: 'Хранить всегда', en: 'Keep for ever' },
  save: { ru: 'Сохранить', en: 'Save' },
  saved: { ru: 'Сохранено', en: 'Saved' },
  running: { ru: 'Идёт удаление с {time}: уже {count}', en: 'Deleting since {time}: {count} so far' },
  ran: { ru: 'Последняя ночь: {time}, удалено {count}', en: 'Last night: {time}, {count} deleted' },
  never: { ru: 'Ещё ни разу не удалялось', en: 'Nothing was deleted yet' },
  to: { ru: 'посещения до {day} без страниц', en: 'visits before {day} have no pages' },
})

const usualDays = 730

/** How long the pages of visits are kept, and what the nights did. */
export function KeepingPanel() {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const query = useQuery(api.keeping.read.queryOptions({ input: { workspace: slug } }))
  return (
    <Panel title={t('title')}>
      <Loaded query={query} rows={2}>
        {(keeping) => <Form key={String(keeping.days)} keeping={keeping} />}
      </Loaded>
    </Panel>
  )
}

function Form({ keeping }: { keeping: Keeping }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [days, setDays] = useState<number | string>(keeping.days ?? usualDays)
  const [ever, setEver] = useState(keeping.days === null)
  const save = useMutation(
    api.keeping.save.mutationOptions({
      onSuccess: async () => {
        toast(t('saved'))
        await queries.invalidateQueries({ queryKey: api.keeping.key() })
      },
      onError: (error) => {
        if (!problemOf(error)?.field) toastError(error)
      },
    }),
  )
  const { lastRunAt, lastDeleted, runningSince, deleted, cleanedTo } = keeping
  const run = runningSince
    ? t('running', { time: format.dateTime(runningSince), count: deleted })
    : lastRunAt
      ? t('ran', { time: format.dateTime(lastRunAt), count: lastDeleted ?? 0 })
      : t('never')
  return (
    <Stack gap="sm">
      <Text size="sm">{t('about')}</Text>
      <Group align="end" gap="md">
        <NumberInput
          label={t('days')}
          w={120}
          min={30}
          max={3_650}
          disabled={ever}
          value={days}
          onChange={setDays}
          error={problemOf(save.error)?.field === 'days' ? problemOf(save.error)?.message : undefined}
        />
        <Checkbox label={t('ever')} checked={ever} pb={8} onChange={(event) => setEver(event.currentTarget.checked)} />
        <Button
          variant="default"
          loading={save.isPending}
          onClick={() => save.mutate({ workspace: slug, days: ever ? null : Number(days) })}
        >
          {t('save')}
        </Button>
      </Group>
      <Text size="sm" className="lk-quiet">
        {[run, cleanedTo ? t('to', { day: format.date(cleanedTo) }) : null].filter(Boolean).join(' · ')}
      </Text>
    </Stack>
  )
}
