import { Button, Group } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { localDay } from '../../../../kernel/time.ts'
import {
  Confirm,
  defineTexts,
  GoLink,
  KeyFigure,
  KeyFigures,
  Panel,
  useCan,
  useFormat,
  useInteractionsLink,
  useScreenLink,
  useTexts,
  useWorkspace,
  Verdict,
  Verdicts,
} from '../../../../platform/web/index.ts'
import { api, type Import } from './api.ts'
import styles from './imports.module.css'
import { ProblemsTable } from './problems-table.tsx'

const texts = defineTexts({
  done: {
    ru: {
      one: 'В компании появилось {count} обращение',
      few: 'В компании появилось {count} обращения',
      many: 'В компании появилось {count} обращений',
    },
    en: { one: '{count} interaction has come in', other: '{count} interactions have come in' },
  },
  nothingNew: { ru: 'Нового в файле не оказалось: всё уже было в компании', en: 'There was nothing new in the file' },
  allWrong: { ru: 'Ни одну строку прочитать не удалось', en: 'Not a single row could be read' },
  someWrong: {
    ru: {
      one: '{count} строку прочитать не удалось',
      few: '{count} строки прочитать не удалось',
      many: '{count} строк прочитать не удалось',
    },
    en: { one: '{count} row could not be read', other: '{count} rows could not be read' },
  },
  someWrongHow: {
    ru: {
      one: 'Исправьте её в файле и загрузите его снова: то, что уже есть, не удвоится.',
      few: 'Исправьте их в файле и загрузите его снова: то, что уже есть, не удвоится.',
      many: 'Исправьте их в файле и загрузите его снова: то, что уже есть, не удвоится.',
    },
    en: {
      one: 'Mend it in the file and import that again: what is there already will not double.',
      other: 'Mend them in the file and import it again: what is there already will not double.',
    },
  },
  failed: { ru: 'Импорт не удался: {message}', en: 'The import failed: {message}' },
  failedHow: { ru: 'Всё, что он успел загрузить, убрано.', en: 'Everything that it had brought was taken back.' },
  cancelled: {
    ru: 'Импорт отменён, из него ничего не осталось',
    en: 'The import was cancelled; nothing of it is left',
  },
  undone: { ru: 'Импорт отменён, его обращения убраны', en: 'The import was undone; its interactions are gone' },
  again: { ru: 'Загрузить другой файл', en: 'Import another file' },
  open: { ru: 'Открыть обращения', en: 'Open the interactions' },
  undo: { ru: 'Отменить импорт', en: 'Undo the import' },
  sure: {
    ru: '{count} обращений исчезнут из компании вместе с классами, которые им поставили.',
    en: '{count} interactions will leave the company, with the classes that were set on them.',
  },
  rows: { ru: 'Строк в файле', en: 'Rows in the file' },
  created: { ru: 'Новых обращений', en: 'New interactions' },
  updated: { ru: 'Дополнено обращений', en: 'Interactions told more of' },
  known: { ru: 'Строк уже были', en: 'Rows known already' },
  wrong: { ru: 'Строк с ошибкой', en: 'Wrong rows' },
  period: { ru: 'Период', en: 'Period' },
  wrongRows: { ru: 'Строки с ошибкой', en: 'Wrong rows' },
  download: { ru: 'Скачать списком', en: 'Download the list' },
})

/** What became of an import, with the way to what it brought and the way back. */
export function Outcome({ found }: { found: Import }) {
  const t = useTexts(texts)
  const format = useFormat()
  const can = useCan()
  const interactions = useInteractionsLink()
  const screen = useScreenLink()
  const queries = useQueryClient()
  const { slug, timezone } = useWorkspace()
  const [asking, setAsking] = useState(false)
  const done = found.state === 'done'
  const day = (at: string) => localDay(new Date(at), timezone)
  const period = found.firstAt && found.lastAt ? { from: day(found.firstAt), to: day(found.lastAt) } : {}
  const href = interactions({ import: found.id, ...period })
  return (
    <div className={styles.steps}>
      <Verdicts>
        {found.state === 'failed' ? (
          <Verdict tone="act" detail={t('failedHow')}>
            {t('failed', { message: found.error?.message ?? '' })}
          </Verdict>
        ) : null}
        {found.state === 'cancelled' ? <Verdict>{t('cancelled')}</Verdict> : null}
        {found.state === 'undone' ? <Verdict>{t('undone')}</Verdict> : null}
        {done && found.created > 0 ? <Verdict tone="fine">{t('done', { count: found.created })}</Verdict> : null}
        {done && found.created === 0 ? (
          <Verdict>{found.wrong === found.rows ? t('allWrong') : t('nothingNew')}</Verdict>
        ) : null}
        {done && found.wrong > 0 ? (
          <Verdict tone="look" detail={t('someWrongHow', { count: found.wrong })}>
            {t('someWrong', { count: found.wrong })}
          </Verdict>
        ) : null}
      </Verdicts>
      <Group gap="xs">
        {done && found.created > 0 ? (
          <Button component={GoLink} href={href}>
            {t('open')}
          </Button>
        ) : null}
        <Button component={GoLink} href={screen('imports')} variant="default">
          {t('again')}
        </Button>
        {done && can('intake.manage') ? (
          <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
            {t('undo')}
          </Button>
        ) : null}
      </Group>
      {found.rows > 0 ? (
        <KeyFigures>
          <KeyFigure label={t('rows')} value={format.number(found.rows)} />
          <KeyFigure label={t('created')} value={format.number(found.created)} {...(done ? { href } : {})} />
          {found.updated > 0 ? <KeyFigure label={t('updated')} value={format.number(found.updated)} /> : null}
          <KeyFigure label={t('known')} value={format.number(found.known)} />
          <KeyFigure
            label={t('wrong')}
            value={format.number(found.wrong)}
            {...(found.wrong > 0 ? { tone: 'look' as const } : {})}
          />
          {found.firstAt && found.lastAt ? (
            <KeyFigure label={t('period')} value={format.period({ from: day(found.firstAt), to: day(found.lastAt) })} />
          ) : null}
        </KeyFigures>
      ) : null}
      {found.wrong > 0 ? <WrongRows found={found} /> : null}
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('undo')}
        action={t('undo')}
        danger
        onConfirm={async () => {
          await api.undo.call({ workspace: slug, id: found.id })
          await queries.invalidateQueries({ queryKey: api.key() })
        }}
      >
        {t('sure', { count: found.created })}
      </Confirm>
    </div>
  )
}

function WrongRows({ found }: { found: Import }) {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const query = useInfiniteQuery(
    api.problems.infiniteOptions({
      input: (after: number) => ({ workspace: slug, id: found.id, after, limit: 200 }),
      initialPageParam: 0,
      getNextPageParam: (page) => (page.length === 200 ? page.at(-1)?.row : undefined),
    }),
  )
  const file = `/api/v1/workspaces/${encodeURIComponent(slug)}/imports/${found.id}/problems.csv`
  return (
    <Panel
      flush
      title={t('wrongRows')}
      actions={
        <Button
          component="a"
          href={file}
          download
          variant="default"
          size="compact-sm"
          leftSection={<IconDownload size={14} />}
        >
          {t('download')}
        </Button>
      }
    >
      <ProblemsTable
        problems={query.data?.pages.flat() ?? []}
        onEnd={() => void (query.hasNextPage && query.fetchNextPage())}
      />
    </Panel>
  )
}
