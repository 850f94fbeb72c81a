import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import {
  defineTexts,
  GoLink,
  useCan,
  useScreenLink,
  useTexts,
  useWorkspace,
  Verdict,
} from '../../../../platform/web/index.ts'
import { api } from '../api.ts'
import { ConnectionList } from './connection-list.tsx'

const texts = defineTexts({
  spend: { ru: 'Расходы', en: 'Spend' },
  failing: {
    ru: {
      one: '{count} рекламный кабинет не читается: {names}',
      few: '{count} рекламных кабинета не читаются: {names}',
      many: '{count} рекламных кабинетов не читаются: {names}',
    },
    en: {
      one: '{count} advertising system is not read: {names}',
      other: '{count} advertising systems are not read: {names}',
    },
  },
  failingDetail: {
    ru: 'Расходы этих дней не попали в цену лида и ROMI. Они появятся, как только кабинет ответит.',
    en: 'The spend of these days is missing in the cost of leads and in ROMI. It comes as soon as the system answers.',
  },
  quoted: { ru: '«{name}»', en: '“{name}”' },
})

/** Advertising systems beside the company's other connections. */
export default function AdConnections() {
  const t = useTexts(texts)
  const can = useCan()
  const link = useScreenLink()
  const { slug } = useWorkspace()
  const { data } = useQuery(api.spend.connections.queryOptions({ input: { workspace: slug } }))
  const failing = (data?.connections ?? []).filter(({ active, state }) => active && state === 'failing')
  return (
    <Stack gap="sm">
      {failing.length > 0 ? (
        <Verdict tone="act" detail={t('failingDetail')}>
          {t('failing', {
            count: failing.length,
            names: failing.map(({ name }) => t('quoted', { name })).join(', '),
          })}
        </Verdict>
      ) : null}
      <ConnectionList canManage={can('spend.manage')} beside={<GoLink href={link('ads/spend')}>{t('spend')}</GoLink>} />
    </Stack>
  )
}
