import { Button, Select } from '@mantine/core'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  type Column,
  DataTable,
  Loaded,
  Panel,
  toast,
  toastError,
  useFormat,
  useReportFilter,
  useTexts,
  useWorkspace,
  Verdict,
} from '../../../../platform/web/index.ts'
import type { AdCampaignMatch } from '../../contract.ts'
import { api } from '../api.ts'
import { campaignTexts } from './campaign-texts.ts'
import styles from './spend.module.css'

/** Campaigns of the advertising systems and the campaigns of the record that they are; each can be corrected at once. */
export function CampaignList({ canMatch }: { canMatch: boolean }) {
  const t = useTexts(campaignTexts)
  const format = useFormat()
  const { slug } = useWorkspace()
  const { from, to } = useReportFilter().period
  const query = useQuery(
    api.spend.campaigns.queryOptions({ input: { workspace: slug, from, to }, placeholderData: keepPreviousData }),
  )
  const columns: Column<AdCampaignMatch>[] = [
    {
      key: 'campaign',
      title: t('campaign'),
      cell: (row) => (
        <span className={styles.campaign}>
          <span>{row.name ?? t('number', { id: row.externalId ?? '' })}</span>
          <span className="lk-quiet">
            {t(row.system)}
            {row.name && row.externalId ? ` · ${t('number', { id: row.externalId })}` : ''}
          </span>
        </span>
      ),
      sortBy: (row) => row.name ?? row.externalId,
    },
    {
      key: 'amount',
      title: t('amount'),
      align: 'end',
      cell: (row) => format.money(row.amount, undefined, true),
      sortBy: (row) => row.amount,
    },
    { key: 'match', title: t('match'), cell: (row) => <Match campaign={row} canMatch={canMatch} /> },
  ]
  return (
    <Loaded query={query} rows={3}>
      {(campaigns) => {
        if (campaigns.length === 0) return null
        const rest = campaigns.filter(({ originId }) => originId === null)
        return (
          <Panel flush title={t('title')}>
            {rest.length > 0 ? (
              <div className={styles.unmatched}>
                <Verdict tone="look" detail={t('unmatchedDetail')}>
                  {t('unmatched', {
                    count: rest.length,
                    amount: format.money(
                      rest.reduce((sum, { amount }) => sum + amount, 0),
                      undefined,
                      true,
                    ),
                  })}
                </Verdict>
                {canMatch ? <MatchAll /> : null}
              </div>
            ) : null}
            <DataTable
              label={t('title')}
              rows={campaigns}
              rowKey={({ id }) => id}
              rowTone={({ originId }) => (originId === null ? 'look' : undefined)}
              columns={columns}
              maxHeight="420px"
            />
          </Panel>
        )
      }}
    </Loaded>
  )
}

/** Matches what certainly belongs together; the rest may stand under its own names. */
function MatchAll() {
  const t = useTexts(campaignTexts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const match = useMutation(
    api.spend.matchAll.mutationOptions({
      onSuccess: ({ matched }) => {
        void queries.invalidateQueries({ queryKey: api.key() })
        toast(t('matched', { count: matched }))
      },
      onError: toastError,
    }),
  )
  return (
    <div className={styles.match}>
      <Button variant="default" size="xs" onClick={() => match.mutate({ workspace: slug })} loading={match.isPending}>
        {t('matchAgain')}
      </Button>
      <Button variant="subtle" size="xs" onClick={() => match.mutate({ workspace: slug, rest: 'new' })}>
        {t('standAlone')}
      </Button>
    </div>
  )
}

/** Where the money of a campaign stands: suggestions take one click, any other campaign is found by its name. */
function Match({ campaign, canMatch }: { campaign: AdCampaignMatch; canMatch: boolean }) {
  const t = useTexts(campaignTexts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [choosing, setChoosing] = useState(false)
  const match = useMutation(
    api.spend.match.mutationOptions({
      onSuccess: () => {
        setChoosing(false)
        return queries.invalidateQueries({ queryKey: api.key() })
      },
      onError: toastError,
    }),
  )
  const choose = (origin: string | null) => match.mutate({ workspace: slug, id: campaign.id, origin })
  if (choosing) return <Chooser onChoose={choose} onClose={() => setChoosing(false)} />
  if (campaign.originId) {
    return (
      <span className={styles.match}>
        <span>{campaign.origin.join(' › ')}</span>
        {campaign.matchedBy ? <span className="lk-quiet">{t(`by_${campaign.matchedBy}`)}</span> : null}
        {canMatch ? (
          <>
            <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setChoosing(true)}>
              {t('change')}
            </Button>
            <Button variant="subtle" color="gray" size="compact-xs" onClick={() => choose(null)}>
              {t('part')}
            </Button>
          </>
        ) : null}
      </span>
    )
  }
  if (!canMatch) return <span className="lk-quiet">{t('none')}</span>
  return (
    <span className={styles.match}>
      {campaign.suggestions.map(({ id, name }) => (
        <Button key={id} variant="light" size="compact-xs" onClick={() => choose(id)} loading={match.isPending}>
          {name}
        </Button>
      ))}
      <Button variant="default" size="compact-xs" onClick={() => setChoosing(true)}>
        {t('choose')}
      </Button>
      <Button variant="subtle" color="gray" size="compact-xs" onClick={() => choose('new')}>
        {t('own')}
      </Button>
    </span>
  )
}

function Chooser({ onChoose, onClose }: { onChoose: (origin: string) => void; onClose: () => void }) {
  const t = useTexts(campaignTexts)
  const { slug } = useWorkspace()
  const [text, setText] = useState('')
  const { data: origins = [] } = useQuery(
    api.origins.list.queryOptions({
      input: { workspace: slug, level: 'campaign', limit: 50, ...(text.trim() && { text: text.trim() }) },
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <Select
      size="xs"
      aria-label={t('choose')}
      placeholder={t('find')}
      searchable
      autoFocus
      defaultDropdownOpened
      searchValue={text}
      onSearchChange={setText}
      filter={({ options }) => options}
      nothingFoundMessage={t('notFound')}
      data={origins.map(({ id, name, above }) => ({ value: id, label: [...above, name].join(' › ') }))}
      onChange={(id) => id && onChoose(id)}
      onBlur={onClose}
    />
  )
}
