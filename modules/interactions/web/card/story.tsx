import { defineTexts, useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { Card } from '../api.ts'
import { Origin } from '../parts/origin.tsx'
import { goingOn, recordTexts } from '../texts.ts'
import styles from './card.module.css'

const texts = defineTexts({
  talked: { ru: 'Говорили {talk}, до ответа {wait}', en: 'Talked {talk} after waiting {wait}' },
  talkedAtOnce: { ru: 'Говорили {talk}', en: 'Talked {talk}' },
  wrote: { ru: 'Ответили', en: 'Answered' },
  gave_up: { ru: 'Клиент не дождался: {wait}', en: 'The client gave up after {wait}' },
  unanswered: { ru: 'Никто не ответил', en: 'Nobody answered' },
  unansweredAfter: { ru: 'Никто не ответил, ждали {wait}', en: 'Nobody answered in {wait}' },
  busy: { ru: 'Было занято', en: 'The line was busy' },
  failed: { ru: 'Связь не установилась', en: 'The connection failed' },
  machine: { ru: 'Ответил автоответчик', en: 'A machine answered' },
  ringing: { ru: 'Звонит сейчас', en: 'Ringing now' },
  awaits_call: { ru: 'Ждёт, что перезвонят', en: 'Waits to be called back' },
  awaits_answer: { ru: 'Ждёт ответа', en: 'Waits for an answer' },
  writing: { ru: 'Переписка идёт', en: 'Writing now' },
  talking: { ru: 'Разговор идёт', en: 'Talking now' },
  calledBack: { ru: 'Перезвонили {time}', en: 'Called back {time}' },
  clientCame: { ru: 'Клиент обратился снова {time}', en: 'The client came again {time}' },
  waiting: { ru: 'Клиенту ещё не перезвонили', en: 'Nobody has called the client back yet' },
  unwritten: { ru: 'Клиенту ещё не ответили', en: 'Nobody has answered the client yet' },
  who: { ru: 'Сотрудник', en: 'Employee' },
  to: { ru: 'Куда', en: 'Came to' },
  from: { ru: 'С номера', en: 'Called from' },
  origin: { ru: 'Источник', en: 'Source' },
  cameBy: { ru: 'Источник клиента', en: 'Client’s source' },
  firstTouch: {
    ru: 'по обращению {date}; в отчётах у этого обращения источника нет',
    en: 'by the interaction of {date}; in reports this one has no source',
  },
  basis: { ru: 'Как узнали', en: 'How it is known' },
  static_number: {
    ru: 'По номеру: его видят только из этого источника',
    en: 'By the number: only this source shows it',
  },
  held_number: {
    ru: 'По номеру: его видел только этот посетитель сайта, уверенность {percent}',
    en: 'By the number: this visitor of the site alone saw it, {percent} sure',
  },
  shared_number: {
    ru: 'Источник определён по номеру, его видели несколько посетителей: уверенность {percent}',
    en: 'The source follows from the number, which several visitors saw: {percent} sure',
  },
  released_number: {
    ru: 'Источник определён по номеру, посетитель уже ушёл с сайта: уверенность {percent}',
    en: 'The source follows from the number, whose visitor had left the site: {percent} sure',
  },
  ordinal: { ru: 'Обращение клиента', en: 'Client’s interaction' },
  first: { ru: 'первое', en: 'the first' },
  nth: { ru: '{n}-е из {all}', en: 'no. {n} of {all}' },
  subject: { ru: 'Тема', en: 'Subject' },
  provider: { ru: 'Записано', en: 'Recorded by' },
  chat: { ru: 'чат сайта', en: 'the site’s chat' },
  callback: { ru: 'кнопка обратного звонка', en: 'the callback button' },
  mail: { ru: 'почта', en: 'e-mail' },
})

/** A dialogue that we number ourselves. */
const ownNumber = /^[\da-f]{8}-[\da-f]{4}-7/

/** Doors of the product itself have names in people’s language; a foreign system is called as it calls itself. */
const isOwnDoor = (provider: string): provider is 'chat' | 'callback' | 'mail' =>
  provider === 'chat' || provider === 'callback' || provider === 'mail'

/** What happened, in sentences, and the facts around it. */
export function Story({ card }: { card: Card }) {
  const t = useTexts(texts)
  const words = useTexts(recordTexts)
  const format = useFormat()
  const facts: [string, React.ReactNode][] = []
  if (card.subject) facts.push([t('subject'), card.subject])
  if (card.employee || card.line) facts.push([t('who'), card.employee?.name ?? card.line])
  if (card.origin) {
    facts.push([t('origin'), <Origin key="origin" origin={card.origin} whole />])
    const { basis, confidence } = card.origin
    if (basis) facts.push([t('basis'), t(basis, { percent: format.percent((confidence ?? 100) / 100) })])
  } else if (card.customer?.cameBy) {
    facts.push([t('cameBy'), <FirstTouch key="cameBy" {...card.customer.cameBy} />])
  }
  if (card.ourAddress)
    facts.push([card.direction === 'outbound' ? t('from') : t('to'), <Address key="to" text={card.ourAddress} />])
  if (card.customer) {
    const { ordinal, interactions } = card.customer
    facts.push([t('ordinal'), ordinal === 1 ? t('first') : t('nth', { n: ordinal, all: interactions })])
  }
  // A number of our own tells nobody anything; that of a provider finds the contact there.
  const place = isOwnDoor(card.provider)
    ? [t(card.provider)]
    : [card.provider, ...(ownNumber.test(card.externalId) ? [] : [card.externalId])]
  facts.push([t('provider'), [...place, ...(card.isTest ? [words('test')] : [])].join(' · ')])
  return (
    <section className={styles.part}>
      <Sentence card={card} />
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** How the client once came, where nothing is known of how they came this time. */
function FirstTouch({ origin, at }: NonNullable<NonNullable<Card['customer']>['cameBy']>) {
  const t = useTexts(texts)
  const format = useFormat()
  return (
    <>
      <Origin origin={origin} whole /> <span className="lk-quiet">{t('firstTouch', { date: format.date(at) })}</span>
    </>
  )
}

function Address({ text }: { text: string }) {
  const format = useFormat()
  return <span className="lk-num">{text.startsWith('+') ? format.phone(text) : text}</span>
}

function Sentence({ card }: { card: Card }) {
  const t = useTexts(texts)
  const format = useFormat()
  const wait = format.duration(card.waitSeconds)
  const talk = format.duration(card.talkSeconds)
  const main = (): string => {
    const now = goingOn(card)
    if (now !== 'finished') return t(now)
    switch (card.outcome) {
      case 'talked':
        if (card.kind !== 'call' && card.kind !== 'callback') return t('wrote')
        return card.waitSeconds ? t('talked', { talk, wait }) : t('talkedAtOnce', { talk })
      case 'gave_up':
        return t('gave_up', { wait })
      case 'unanswered':
        return card.waitSeconds ? t('unansweredAfter', { wait }) : t('unanswered')
      case 'busy':
      case 'failed':
      case 'machine':
        return t(card.outcome)
      case null:
        return ''
    }
  }
  return (
    <p className={styles.sentence}>
      {main()}
      {card.followUp ? <FollowUp followUp={card.followUp} written={isWritten(card)} /> : null}
    </p>
  )
}

/** Where the client wrote, they wait for a word and not for a call. */
const isWritten = ({ kind }: Card): boolean => kind === 'email' || kind === 'messenger' || kind === 'chat'

function FollowUp({ followUp, written }: { followUp: NonNullable<Card['followUp']>; written: boolean }) {
  const t = useTexts(texts)
  const format = useFormat()
  const time = format.dateTime(followUp.at)
  if (followUp.kind === 'waiting') return <strong className={styles.act}>{t(written ? 'unwritten' : 'waiting')}</strong>
  return <span>{followUp.kind === 'called_back' ? t('calledBack', { time }) : t('clientCame', { time })}</span>
}
