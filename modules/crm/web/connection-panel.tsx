import { Tabs } from '@mantine/core'
import {
  defineTexts,
  GoLink,
  Panel,
  useFormat,
  useScreenLink,
  useTexts,
  Verdict,
  Verdicts,
} from '../../../platform/web/index.ts'
import type { Connection } from './api.ts'
import styles from './crm.module.css'
import { StageList } from './stage-list.tsx'
import { UserTable } from './user-table.tsx'

const texts = defineTexts({
  amocrm: { ru: 'amoCRM', en: 'amoCRM' },
  bitrix24: { ru: 'Битрикс24', en: 'Bitrix24' },
  deals: {
    ru: { one: '{count} сделка', few: '{count} сделки', many: '{count} сделок' },
    en: { one: '{count} deal', other: '{count} deals' },
  },
  readAt: { ru: 'воронки прочитаны {time}', en: 'pipelines read {time}' },
  notYet: {
    ru: 'CRM ещё ни разу не прочитана. Если это длится дольше минуты, причина видна в «Подключениях».',
    en: 'The CRM has not been read yet. If this takes more than a minute, “Connections” tells why.',
  },
  paused: {
    ru: 'Подключение выключено: сделки не обновляются.',
    en: 'The connection is switched off: deals stay as they are.',
  },
  off: { ru: 'Заявки туда не отправляются', en: 'No leads are sent there' },
  hand: {
    ru: 'Заявки отправляются кнопкой на карточке обращения',
    en: 'Leads are sent by the button on an interaction’s card',
  },
  leads: {
    ru: 'Каждое целевое обращение становится заявкой само',
    en: 'Every interaction that is a lead is sent by itself',
  },
  sent: { ru: 'отправлено {count}', en: '{count} sent' },
  waiting: { ru: 'ждут {count}', en: '{count} waiting' },
  failed: {
    ru: {
      one: 'CRM не приняла {count} заявку',
      few: 'CRM не приняла {count} заявки',
      many: 'CRM не приняла {count} заявок',
    },
    en: { one: 'The CRM refused {count} lead', other: 'The CRM refused {count} leads' },
  },
  failedHow: {
    ru: 'Причина стоит на карточке каждого обращения; оттуда его можно отправить ещё раз.',
    en: 'The reason stands on each interaction’s card, from where it can be sent again.',
  },
  strangers: {
    ru: { one: '{count} человек не узнан', few: '{count} человека не узнаны', many: '{count} человек не узнаны' },
    en: { one: '{count} person is not recognised', other: '{count} people are not recognised' },
  },
  strangersHow: {
    ru: 'Их сделки не войдут в показатели сотрудников. Укажите, кто это.',
    en: 'Their deals count for nobody. Say who they are.',
  },
  people: { ru: 'Люди', en: 'People' },
  stages: { ru: 'Этапы', en: 'Stages' },
})

/** One connected CRM. */
export function ConnectionPanel({ connection }: { connection: Connection }) {
  const t = useTexts(texts)
  const format = useFormat()
  const link = useScreenLink()
  const { provider, name, account, active, readAt, deals, leads, users, stages, rule } = connection
  const strangers = users.filter(({ employeeId, chosen }) => !employeeId && !chosen).length
  const sending = [
    t(rule),
    leads.sent ? t('sent', { count: leads.sent }) : null,
    leads.waiting ? t('waiting', { count: leads.waiting }) : null,
  ]
  return (
    <Panel title={name}>
      <p className={styles.about}>
        <span>
          {t(provider)}
          {account ? ` · ${account}` : ''}
        </span>
        <GoLink href={`${link('sales/deals')}?system=${provider}`}>{t('deals', { count: deals })}</GoLink>
        {readAt ? <span className="lk-quiet">{t('readAt', { time: format.ago(readAt) })}</span> : null}
      </p>
      <p className={styles.about}>{sending.filter(Boolean).join(' · ')}</p>
      <Verdicts>
        {active ? null : <Verdict tone="look">{t('paused')}</Verdict>}
        {active && !readAt ? <Verdict tone="look">{t('notYet')}</Verdict> : null}
        {leads.failed > 0 ? (
          <Verdict tone="act" detail={t('failedHow')}>
            {t('failed', { count: leads.failed })}
          </Verdict>
        ) : null}
        {strangers > 0 ? (
          <Verdict tone="look" detail={t('strangersHow')}>
            {t('strangers', { count: strangers })}
          </Verdict>
        ) : null}
      </Verdicts>
      {stages.length + users.length > 0 ? (
        <Tabs defaultValue="people" mt="sm">
          <Tabs.List>
            <Tabs.Tab value="people">{t('people')}</Tabs.Tab>
            <Tabs.Tab value="stages">{t('stages')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="people" pt="xs">
            <UserTable connection={connection} />
          </Tabs.Panel>
          <Tabs.Panel value="stages" pt="xs">
            <StageList stages={stages} />
          </Tabs.Panel>
        </Tabs>
      ) : null}
    </Panel>
  )
}
