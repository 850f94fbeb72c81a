import { useQuery } from '@tanstack/react-query'
import {
  defineTexts,
  GoLink,
  useFormat,
  useScreenLink,
  useTexts,
  useWorkspace,
  Verdict,
  Verdicts,
} from '../../../../platform/web/index.ts'
import { api } from '../api.ts'

const texts = defineTexts({
  failed: {
    ru: {
      one: '{count} событие не разобрано',
      few: '{count} события не разобраны',
      many: '{count} событий не разобрано',
    },
    en: { one: '{count} event was not understood', other: '{count} events were not understood' },
  },
  failedDetail: {
    ru: 'Они сохранены. Посмотрите причину: чаще всего дело в настройке подключения. Исправьте её и разберите события заново.',
    en: 'They are kept. See why: it is mostly the connection’s settings. Put them right and map the events again.',
  },
  show: { ru: 'Показать', en: 'Show' },
  behind: {
    ru: {
      one: 'В очереди {count} событие, самое старое пришло {ago}',
      few: 'В очереди {count} события, самое старое пришло {ago}',
      many: 'В очереди {count} событий, самое старое пришло {ago}',
    },
    en: { one: '{count} event waits, the oldest came {ago}', other: '{count} events wait, the oldest came {ago}' },
  },
  fine: {
    ru: 'Всё разобрано. Последнее событие пришло {ago}',
    en: 'Everything is understood. The last event came {ago}',
  },
  none: { ru: 'Событий ещё не было', en: 'No events yet' },
  noneDetail: {
    ru: 'Подключите телефонию, сайт, почту или CRM.',
    en: 'Connect telephony, the site, mail or the CRM.',
  },
  connect: { ru: 'Подключения', en: 'Connections' },
  day: {
    ru: 'За сутки записано {applied}, не нужно {ignored}, не разобрано {failed}',
    en: 'In 24 hours {applied} recorded, {ignored} not needed, {failed} not understood',
  },
})

/** A queue as short as this is the normal state between two batches. */
const behindSeconds = 30

/** How the inbox does, as sentences. */
export function InboxVerdict() {
  const t = useTexts(texts)
  const format = useFormat()
  const link = useScreenLink()
  const { slug } = useWorkspace()
  const { data } = useQuery(api.events.figures.queryOptions({ input: { workspace: slug }, refetchInterval: 15_000 }))
  if (!data) return null
  const behind = data.oldestWaitingAt && Date.now() - Date.parse(data.oldestWaitingAt) > behindSeconds * 1000
  const day = t('day', data.lastDay)
  if (!data.lastEventAt) {
    return (
      <Verdict detail={t('noneDetail')} action={<GoLink href={link('settings/connections')}>{t('connect')}</GoLink>}>
        {t('none')}
      </Verdict>
    )
  }
  return (
    <Verdicts>
      {data.failed > 0 ? (
        <Verdict
          tone="act"
          detail={t('failedDetail')}
          action={<GoLink href={link('inbox', { state: 'failed', period: 'year' })}>{t('show')}</GoLink>}
        >
          {t('failed', { count: data.failed })}
        </Verdict>
      ) : null}
      {behind ? (
        <Verdict tone="look" detail={day}>
          {t('behind', { count: data.waiting, ago: format.ago(data.oldestWaitingAt) })}
        </Verdict>
      ) : null}
      {data.failed === 0 && !behind ? (
        <Verdict tone="fine" detail={day}>
          {t('fine', { ago: format.ago(data.lastEventAt) })}
        </Verdict>
      ) : null}
    </Verdicts>
  )
}
