import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  Confirm,
  Empty,
  Loaded,
  Page,
  Panel,
  toast,
  toastError,
  useTexts,
  useWorkspace,
  Verdict,
  Verdicts,
} from '../../../../platform/web/index.ts'
import { api, type Rule } from '../api.ts'
import { moved } from './conditions.ts'
import { RuleForm } from './rule-form.tsx'
import { RuleList } from './rule-list.tsx'
import styles from './rules.module.css'
import { texts } from './texts.ts'
import { Trial } from './trial.tsx'

/** Which rule is open: a place in the list, or a new one. */
type Editing = { readonly at: number | null }

/** The company's own words for what its advertisements' marks say. */
export default function RulesScreen() {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const queries = useQueryClient()
  const [editing, setEditing] = useState<Editing | null>(null)
  const [removing, setRemoving] = useState<number | null>(null)
  const [resetting, setResetting] = useState(false)
  const query = useQuery(api.rules.read.queryOptions({ input: { workspace: slug } }))
  const write = useMutation(
    api.rules.write.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.rules.key() })
        setEditing(null)
        toast(t('saved'))
      },
      onError: toastError,
    }),
  )
  const save = (rules: Rule[] | null) => write.mutateAsync({ workspace: slug, rules })
  // The toast has told of what failed.
  const keep = (rules: Rule[]) => void save(rules).catch(() => {})
  const add = (
    <Button leftSection={<IconPlus size={14} />} onClick={() => setEditing({ at: null })}>
      {t('add')}
    </Button>
  )
  return (
    <Page title={t('title')} lead={t('lead')} actions={add} wide={false}>
      <Loaded query={query} rows={8}>
        {({ rules, own }) => (
          <div className={styles.content}>
            <Trial rules={rules} />
            {own ? null : (
              <Verdicts>
                <Verdict detail={t('usualDetail')}>{t('usual')}</Verdict>
              </Verdicts>
            )}
            <Panel
              flush
              title={t('rules')}
              actions={
                own ? (
                  <Button size="xs" variant="default" onClick={() => setResetting(true)}>
                    {t('reset')}
                  </Button>
                ) : undefined
              }
            >
              {rules.length === 0 ? (
                <Empty title={t('none')}>{t('noneWhy')}</Empty>
              ) : (
                <RuleList
                  rules={rules}
                  busy={write.isPending}
                  onMove={(from, to) => keep(moved(rules, from, to))}
                  onEdit={(at) => setEditing({ at })}
                  onRemove={setRemoving}
                />
              )}
            </Panel>
            {editing ? (
              <RuleForm
                rules={rules}
                at={editing.at}
                saving={write.isPending}
                onSave={keep}
                onClose={() => setEditing(null)}
              />
            ) : null}
            <Confirm
              opened={removing !== null}
              onClose={() => setRemoving(null)}
              title={removing === null ? '' : t('remove', { name: rules[removing]?.name ?? '', place: removing + 1 })}
              action={t('removeAction')}
              danger
              onConfirm={() => save(rules.filter((_, at) => at !== removing))}
            >
              {t('removeSure')}
            </Confirm>
            <Confirm
              opened={resetting}
              onClose={() => setResetting(false)}
              title={t('reset')}
              action={t('reset')}
              danger
              onConfirm={() => save(null)}
            >
              {t('resetSure')}
            </Confirm>
          </div>
        )}
      </Loaded>
    </Page>
  )
}
