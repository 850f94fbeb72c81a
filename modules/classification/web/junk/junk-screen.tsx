import { Stack } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import {
  Empty,
  Loaded,
  Page,
  Panel,
  ReportBar,
  useFormat,
  useReportFilter,
  useTexts,
  useWorkspace,
  Verdict,
  Verdicts,
} from '../../../../platform/web/index.ts'
import { api } from '../api.ts'
import { Decisions } from './decisions.tsx'
import { Findings } from './findings.tsx'
import { words } from './texts.ts'

/** «Поиск мусора»: where there is more junk than the norm, what it burned, and what was decided. */
export default function JunkScreen() {
  const t = useTexts(words)
  const format = useFormat()
  const { slug } = useWorkspace()
  const { from, to } = useReportFilter().period
  const query = useQuery(
    api.junk.find.queryOptions({ input: { workspace: slug, from, to }, placeholderData: keepPreviousData }),
  )
  return (
    <Page
      title={t('title')}
      lead={query.data ? t('lead', { norm: format.percent(query.data.norm, 1) }) : undefined}
      bar={<ReportBar filters={[]} />}
    >
      <Stack gap="md">
        <Loaded query={query} rows={6}>
          {({ findings, looked, dimensions, needed, norm }) => {
            if (looked === 0) return <Empty title={t('nothing')} />
            const enough = dimensions.reduce((sum, one) => sum + one.enough, 0)
            return (
              <Stack gap="md">
                <Verdicts>
                  {findings.length > 0 ? (
                    <Verdict tone="act" detail={t('foundHow')}>
                      {t('found', { count: findings.length, looked })}
                    </Verdict>
                  ) : (
                    <Verdict tone="fine" detail={t('foundHow')}>
                      {t('clean', { looked })}
                    </Verdict>
                  )}
                  {enough < looked ? <Verdict>{t('few', { enough, looked, needed })}</Verdict> : null}
                </Verdicts>
                {findings.length > 0 ? (
                  <Panel flush>
                    <Findings findings={findings} norm={norm} period={{ from, to }} />
                  </Panel>
                ) : null}
              </Stack>
            )
          }}
        </Loaded>
        <Decisions />
      </Stack>
    </Page>
  )
}
