import { Button, Group } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  defineTexts,
  KeyFigure,
  KeyFigures,
  Panel,
  ProgressBar,
  toastError,
  useCan,
  useFormat,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api, type Import } from './api.ts'
import styles from './imports.module.css'

const texts = defineTexts({
  queued: { ru: 'Ждёт своей очереди', en: 'Waiting for its turn' },
  running: { ru: 'Прочитано {rows} из {expected} строк', en: '{rows} of {expected} rows read' },
  cancelling: { ru: 'Останавливается: загруженное убирается', en: 'Stopping: what came in is taken back' },
  undoing: { ru: 'Отменяется: загруженное убирается', en: 'Being undone: what came in is taken back' },
  away: {
    ru: 'Страницу можно закрыть: импорт идёт на сервере и продолжится, даже если его перезапустить.',
    en: 'You may close the page: the import runs on the server, and goes on even after a restart.',
  },
  stop: { ru: 'Остановить и убрать загруженное', en: 'Stop and take back what came in' },
  imported: { ru: 'Загружено строк', en: 'Rows imported' },
  known: { ru: 'Уже были', en: 'Known already' },
  wrong: { ru: 'С ошибкой', en: 'Wrong' },
})

/** An import that is under way. */
export function Running({ found }: { found: Import }) {
  const t = useTexts(texts)
  const format = useFormat()
  const can = useCan()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => api.cancel.call({ workspace: slug, id: found.id }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.key() }),
    onError: toastError,
  })
  const expected = Math.max(found.rowsExpected ?? 0, found.rows)
  const share = found.state === 'running' && expected > 0 ? found.rows / expected : null
  const label =
    found.state === 'running'
      ? t('running', { rows: format.number(found.rows), expected: format.number(expected) })
      : t(found.state === 'queued' ? 'queued' : found.state === 'undoing' ? 'undoing' : 'cancelling')
  return (
    <div className={styles.steps}>
      <Panel>
        <ProgressBar share={share} label={label} />
        <p className="lk-quiet">{t('away')}</p>
        {can('intake.manage') && (found.state === 'running' || found.state === 'queued') ? (
          <Group mt="sm">
            <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('stop')}
            </Button>
          </Group>
        ) : null}
      </Panel>
      <KeyFigures>
        <KeyFigure label={t('imported')} value={format.number(found.imported)} />
        <KeyFigure label={t('known')} value={format.number(found.known)} />
        <KeyFigure label={t('wrong')} value={format.number(found.wrong)} tone={found.wrong > 0 ? 'look' : undefined} />
      </KeyFigures>
    </div>
  )
}
