import { Button, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  defineTexts,
  Empty,
  Loaded,
  Page,
  Panel,
  useTexts,
  useWorkspace,
  Verdict,
  Verdicts,
} from '../../../platform/web/index.ts'
import { api } from './api.ts'
import { KeepingPanel } from './keeping.tsx'
import { SiteCard } from './site-card.tsx'
import { SiteForm } from './site-form.tsx'

const texts = defineTexts({
  title: { ru: 'Сайты', en: 'Sites' },
  lead: {
    ru: 'Одна строка в шаблоне сайта: посещения и источники, формы и клики по номеру, подмена номеров, чат.',
    en: 'One line in the site’s template: visits and their sources, forms and clicks on numbers, call tracking, chat.',
  },
  add: { ru: 'Новый сайт', en: 'New site' },
  empty: { ru: 'Сайтов ещё нет', en: 'No sites yet' },
  emptyWhy: {
    ru: 'Добавьте сайт, поставьте на него скрипт — и у каждого обращения появится рекламный источник.',
    en: 'Add a site and put the script on it, and every contact has its advertising source.',
  },
  forged: {
    ru: {
      one: '{count} запрос за неделю пришёл с поддельным ключом сайта',
      few: '{count} запроса за неделю пришли с поддельным ключом сайта',
      many: '{count} запросов за неделю пришли с поддельным ключом сайта',
    },
    en: {
      one: '{count} request of the week came with a forged key',
      other: '{count} requests of the week came with a forged key',
    },
  },
  forgedDetail: { ru: 'Они отклонены и ни в один отчёт не попали.', en: 'They were turned away and are in no report.' },
})

export default function SitesScreen() {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const [adding, setAdding] = useState(false)
  const query = useQuery(api.sites.list.queryOptions({ input: { workspace: slug }, refetchInterval: 5_000 }))
  const add = (
    <Button leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
      {t('add')}
    </Button>
  )
  return (
    <Page title={t('title')} lead={t('lead')} actions={query.data?.sites.length ? add : null} wide={false}>
      <Loaded query={query} rows={5}>
        {({ sites, forged, address }) =>
          sites.length === 0 ? (
            <Panel>
              <Empty title={t('empty')} action={add}>
                {t('emptyWhy')}
              </Empty>
            </Panel>
          ) : (
            <Stack gap="sm">
              {forged.length > 0 ? (
                <Verdicts>
                  <Verdict tone="look" detail={t('forgedDetail')}>
                    {t('forged', { count: forged.reduce((sum, { count }) => sum + count, 0) })}
                  </Verdict>
                </Verdicts>
              ) : null}
              {sites.map((site) => (
                <SiteCard key={site.id} site={site} server={address ?? location.origin} />
              ))}
              <KeepingPanel />
            </Stack>
          )
        }
      </Loaded>
      {adding ? <SiteForm onClose={() => setAdding(false)} /> : null}
    </Page>
  )
}
