import { Button, Code, Group, Stack, Tabs } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  Dialog,
  defineTexts,
  GoLink,
  Loaded,
  toast,
  toastError,
  useCan,
  useFormat,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api } from '../api.ts'
import { useProviderName } from '../providers/use-words.ts'
import { ReasonText, StateBadge } from './event-table.tsx'
import styles from './inbox.module.css'

const texts = defineTexts({
  title: { ru: 'Событие', en: 'Event' },
  came: { ru: 'Пришло', en: 'Came' },
  from: { ru: 'Откуда', en: 'From' },
  state: { ru: 'Состояние', en: 'State' },
  reason: { ru: 'Причина', en: 'Reason' },
  about: { ru: 'Об обращении', en: 'About' },
  open: { ru: 'Открыть обращение', en: 'Open the interaction' },
  others: { ru: 'Все его события', en: 'All its events' },
  attempts: { ru: 'Разбиралось раз', en: 'Times mapped' },
  payload: { ru: 'Как пришло', en: 'As it came' },
  meaning: { ru: 'Как понято сейчас', en: 'As understood now' },
  noMeaning: { ru: 'Сведений об обращении в нём нет', en: 'It tells nothing about an interaction' },
  replay: { ru: 'Разобрать заново', en: 'Map again' },
  replayed: { ru: 'Событие снова в очереди', en: 'The event waits again' },
})

/** One event: what came, what it means, why it was not understood; and another try. */
export function EventDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const t = useTexts(texts)
  const providerName = useProviderName()
  const format = useFormat()
  const can = useCan()
  const link = useScreenLink()
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const query = useQuery(api.events.read.queryOptions({ input: { workspace: slug, id } }))
  const replay = useMutation({
    mutationFn: () => api.events.replay.call({ workspace: slug, id }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.events.key() })
      toast(t('replayed'))
    },
    onError: toastError,
  })
  return (
    <Dialog opened onClose={onClose} title={t('title')} size="lg">
      <Loaded query={query} rows={6}>
        {(event) => (
          <Stack gap="sm">
            <dl className={styles.facts}>
              <dt>{t('state')}</dt>
              <dd>
                <StateBadge state={event.state} />
              </dd>
              {event.reason ? (
                <>
                  <dt>{t('reason')}</dt>
                  <dd>
                    <ReasonText event={event} />
                  </dd>
                </>
              ) : null}
              <dt>{t('came')}</dt>
              <dd className="lk-num">
                {format.date(event.receivedAt)}, {format.exactTime(event.receivedAt)}
              </dd>
              <dt>{t('from')}</dt>
              <dd>
                {event.endpointName} · {providerName(event.provider)}
                {event.topic ? ` · ${event.topic}` : ''}
              </dd>
              {event.subject ? (
                <>
                  <dt>{t('about')}</dt>
                  <dd>
                    <code>{event.subject}</code>
                    <span className={styles.links}>
                      {event.interactionId ? (
                        <GoLink href={link(`interactions/${event.interactionId}`)}>{t('open')}</GoLink>
                      ) : null}
                      <GoLink href={link('inbox', { subject: event.subject, period: 'year' })} onClick={onClose}>
                        {t('others')}
                      </GoLink>
                    </span>
                  </dd>
                </>
              ) : null}
              <dt>{t('attempts')}</dt>
              <dd className="lk-num">{event.attempts}</dd>
            </dl>
            <Tabs defaultValue="payload">
              <Tabs.List>
                <Tabs.Tab value="payload">{t('payload')}</Tabs.Tab>
                <Tabs.Tab value="meaning">{t('meaning')}</Tabs.Tab>
              </Tabs.List>
              <Tabs.Panel value="payload" pt="xs">
                <Lines text={event.payload} />
              </Tabs.Panel>
              <Tabs.Panel value="meaning" pt="xs">
                <Lines text={event.meaning ?? t('noMeaning')} />
              </Tabs.Panel>
            </Tabs>
            {can('intake.manage') ? (
              <Group justify="flex-end">
                <Button variant="default" loading={replay.isPending} onClick={() => replay.mutate()}>
                  {t('replay')}
                </Button>
              </Group>
            ) : null}
          </Stack>
        )}
      </Loaded>
    </Dialog>
  )
}

const Lines = ({ text }: { text: string }) => (
  <Code
    block
    tabIndex={0}
    fz={12}
    mah="46vh"
    style={{ overflow: 'auto', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}
  >
    {text}
  </Code>
)
