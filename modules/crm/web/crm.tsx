import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import {
  defineTexts,
  Empty,
  Loaded,
  Page,
  useCan,
  useGo,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { api } from './api.ts'
import { ConnectionPanel } from './connection-panel.tsx'
import styles from './crm.module.css'

const texts = defineTexts({
  title: { ru: 'CRM', en: 'CRM' },
  lead: {
    ru: 'Как поняты воронки и люди подключённых CRM и что отправлено в них.',
    en: 'How pipelines and people of the connected CRMs are understood, and what was sent there.',
  },
  nothing: { ru: 'CRM не подключена', en: 'No CRM is connected' },
  nothingHow: {
    ru: 'amoCRM и Битрикс24 подключаются в «Подключениях»: сделки придут со всей историей этапов.',
    en: 'amoCRM and Bitrix24 are connected in “Connections”: deals come with the whole history of their stages.',
  },
  connect: { ru: 'Открыть подключения', en: 'Open connections' },
})

/** Connected CRMs: what their stages mean, who their people are, what is on its way there. */
export default function CrmScreen() {
  const t = useTexts(texts)
  const can = useCan()
  const go = useGo()
  const link = useScreenLink()
  const { slug } = useWorkspace()
  const query = useQuery(api.connections.queryOptions({ input: { workspace: slug } }))
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Loaded query={query} rows={8}>
        {(connections) =>
          connections.length === 0 ? (
            <Empty title={t('nothing')}>
              <p>{t('nothingHow')}</p>
              {can('intake.manage') ? (
                <Button variant="default" size="xs" onClick={() => go(link('settings/connections'))}>
                  {t('connect')}
                </Button>
              ) : null}
            </Empty>
          ) : (
            <div className={styles.list}>
              {connections.map((connection) => (
                <ConnectionPanel key={connection.endpointId} connection={connection} />
              ))}
            </div>
          )
        }
      </Loaded>
    </Page>
  )
}
