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
    ru: 'Запись ещё готовится у оператора. Попробуем снова {time}.',
    en: 'The provider is still making the recording. The next try is {time}.',
  },
  unreachable: {
    ru: 'Оператор не ответил, записи пока нет. Попробуем снова {time}.',
    en: 'The provider did not answer, so there is no recording yet. The next try is {time}.',
  },
  keys_refused: {
    ru: 'Записи не дали: ключи подключения оператору не подошли. Их меняет администратор в «Подключениях». Попробуем снова {time}.',
    en: 'The recording was not given out: the provider refused the connection’s keys. An administrator changes them under “Connections”. The next try is {time}.',
  },
  no_keys: {
    ru: 'Оператор отдаёт запись только по ключам подключения, а они не вписаны. Их добавляет администратор в «Подключениях»: потом запись придёт сама.',
    en: 'The provider gives the recording out only by the connection’s keys, which were not entered. An administrator adds them under “Connections”; the recording then comes by itself.',
  },
  gone: {
    ru: 'Записи нет: оператор её так и не отдал.',
    en: 'There is no recording: the provider never gave it out.',
  },
  said: { ru: 'Ответ оператора: {detail}', en: 'The provider’s answer: {detail}' },
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
  const why = needsDetail || reason === 'not_audio' || reason === 'too_large' || reason === 'no_keys' ? reason : 'gone'
  const pending = reason === 'unreachable' || reason === 'keys_refused' ? reason : 'waitingUntil'
  const said =
    state === 'waiting'
      ? reason && nextAt
        ? t(pending, { time: format.dateTime(nextAt) })
        : t('waiting')
      : state === 'deleted'
        ? t('deleted')
        : state === 'refused' && needsDetail && detail === null
          ? t('refused')
          : t(state === 'refused' ? why : 'gone', { detail: detail ?? '' })
  const answer = detail && (state === 'waiting' || state === 'gone') ? detail : null
  return (
    <p className="lk-quiet">
      {said} {answer ? t('said', { detail: answer }) : null}
    </p>
  )
}
