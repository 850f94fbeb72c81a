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
} from '../../../../platform/web/index.ts'
import { api, type Keeping } from '../api.ts'

const texts = defineTexts({
  title: { ru: 'Сколько хранить файлы', en: 'How long files are kept' },
  about: {
    ru: 'Файлы из чатов удаляются ночью, навсегда. Переписка и названия файлов остаются, и в диалоге видно, что файл удалён.',
    en: 'Files of chats are deleted at night, for good. What was said and the files’ names stay, and the dialogue says that a file was deleted.',
  },
  days: { ru: 'Дней', en: 'Days' },
  ever: { ru: 'Хранить всегда', en: 'Keep for ever' },
  save: { ru: 'Сохранить', en: 'Save' },
  saved: { ru: 'Сохранено', en: 'Saved' },
  ran: { ru: 'Последняя ночь: {time}, удалено файлов: {count}', en: 'Last night: {time}, files deleted: {count}' },
  never: { ru: 'Ещё ни разу не удалялось', en: 'Nothing was deleted yet' },
})

const usualDays = 730

/** How long files of chats are kept, and what the last night did. */
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

function Form({ keeping: { days: kept, lastRunAt, lastDeleted } }: { keeping: Keeping }) {
  const t = useTexts(texts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [days, setDays] = useState<number | string>(kept ?? usualDays)
  const [ever, setEver] = useState(kept === null)
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
  const problem = problemOf(save.error)
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
          error={problem?.field === 'days' ? problem.message : undefined}
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
        {lastRunAt ? t('ran', { time: format.dateTime(lastRunAt), count: lastDeleted ?? 0 }) : t('never')}
      </Text>
    </Stack>
  )
}
