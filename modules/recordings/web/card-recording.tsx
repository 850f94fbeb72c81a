import { useQuery } from '@tanstack/react-query'
import { defineTexts, Loading, useCan, useFormat, useTexts, useWorkspace } from '../../../platform/web/index.ts'
import { api, type Recording } from './api.ts'
import { Player } from './player.tsx'
import styles from './recordings.module.css'

const texts = defineTexts({
  title: { ru: 'Запись разговора', en: 'Recording' },
  waiting: {
    ru: 'Запись ещё у оператора, забираем её.',
    en: 'The recording is still at the provider and is being fetched.',
  },
  waitingUntil: {
    ru: 'Запись ещё у оператора: он её не отдал. Попробуем снова {time}.',
    en: 'The recording is still at the provider, who did not give it out. The next try is {time}.',
  },
  gone: {
    ru: 'Записи больше нет: оператор её не отдал.',
    en: 'The recording is gone: the provider never gave it out.',
  },
  deleted: { ru: 'Запись удалена: срок её хранения истёк.', en: 'The recording was deleted: it was kept long enough.' },
  host_not_allowed: {
    ru: 'Запись лежит на {detail}: этот адрес не разрешён. Его добавляет администратор в «Записях разговоров».',
    en: 'The recording is at {detail}, which is not allowed. An administrator adds it under “Recordings”.',
  },
  not_audio: {
    ru: 'По ссылке не звук: возможно, страница входа.',
    en: 'What the link leads to is no sound: a page to sign in, perhaps.',
  },
  too_large: { ru: 'Запись слишком велика.', en: 'The recording is too large.' },
  no_address: {
    ru: 'Запись лежит на АТС в файле {detail}: папка с записями серверу не открыта.',
    en: 'The recording is in the file {detail} of the exchange, whose folder the server was not given.',
  },
  forbidden: { ru: 'Слушать записи с вашей ролью нельзя.', en: 'Your role does not listen to recordings.' },
  not_let: {
    ru: 'Компания не открыла вам записи разговоров: это решает администратор в «Записях разговоров».',
    en: 'The company has not opened its recordings to you: an administrator decides that under “Recordings”.',
  },
  refused: {
    ru: 'Запись не удалось забрать: почему, видит администратор.',
    en: 'The recording could not be fetched: an administrator sees why.',
  },
  nobody: { ru: 'Никто ещё не слушал.', en: 'Nobody has listened yet.' },
  listened: { ru: 'Слушали: {who}', en: 'Listened: {who}' },
})

/** The talk's recording, where it is by now, and who listened to it. */
export default function CardRecording({ card }: { card: { readonly id: string } }) {
  const t = useTexts(texts)
  const can = useCan()
  const { slug } = useWorkspace()
  const may = can('recordings.listen')
  const query = useQuery({
    ...api.read.queryOptions({ input: { workspace: slug, interaction: card.id } }),
    enabled: may,
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? 5_000 : false),
  })
  const recording = query.data
  return (
    <section className={styles.part} aria-label={t('title')}>
      <h3>{t('title')}</h3>
      {!may ? <p className="lk-quiet">{t('forbidden')}</p> : query.isPending ? <Loading rows={1} /> : null}
      {may && recording === null ? <p className="lk-quiet">{t('waiting')}</p> : null}
      {recording ? <Known recording={recording} onHeard={() => void query.refetch()} /> : null}
    </section>
  )
}

function Known({ recording, onHeard }: { recording: Recording; onHeard: () => void }) {
  const t = useTexts(texts)
  const format = useFormat()
  const can = useCan()
  const { state, reason, detail, nextAt, path, size, mayListen, listens } = recording
  if (!mayListen) return <p className="lk-quiet">{t('not_let')}</p>
  if (path) {
    const who = listens.map(({ by, at }) => `${by}, ${format.dateTime(at)}`).join(' · ')
    return (
      <>
        <Player
          src={path}
          size={size}
          download={can('recordings.download') ? `${path}?download=1` : null}
          onHeard={onHeard}
        />
        <p className={`lk-quiet ${styles.listens}`}>{who ? t('listened', { who }) : t('nobody')}</p>
      </>
    )
  }
  const needsDetail = reason === 'host_not_allowed' || reason === 'no_address'
  const why =
    reason === 'host_not_allowed' || reason === 'not_audio' || reason === 'too_large' || reason === 'no_address'
      ? reason
      : 'gone'
  const said =
    state === 'waiting'
      ? reason && nextAt
        ? t('waitingUntil', { time: format.dateTime(nextAt) })
        : t('waiting')
      : state === 'deleted'
        ? t('deleted')
        : state === 'refused' && needsDetail && detail === null
          ? t('refused')
          : t(state === 'refused' ? why : 'gone', { detail: detail ?? '' })
  return <p className="lk-quiet">{said}</p>
}
