import { Select } from '@mantine/core'
import { useState } from 'react'
import { useTexts, Verdict } from '../../../platform/web/index.ts'
import { type DroppedFile, TableFile, UploadDialog } from '../../../platform/web/upload/index.ts'
import type { DealPreview } from '../contract.ts'
import { type DealSystem, dealSystems } from '../rules.ts'
import { api } from './api.ts'
import styles from './deals.module.css'
import { texts } from './texts.ts'

const fields = [
  'externalId',
  'stage',
  'createdOn',
  'name',
  'phone',
  'email',
  'amount',
  'currency',
  'responsible',
  'closedOn',
  'source',
  'campaign',
] as const

/** A file of deals: drop it, see what it would bring and how its stages are understood, bring it in. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts)
  return (
    <UploadDialog title={t('upload')} drop={t('drop')} onClose={onClose}>
      {(dropped) => <DealFile dropped={dropped} />}
    </UploadDialog>
  )
}

function DealFile({ dropped }: { dropped: DroppedFile }) {
  const t = useTexts(texts)
  const named = fields.map((key) => ({ key, title: t(key) }))
  const [system, setSystem] = useState<DealSystem>('file')
  const nameOf = (field: string) => named.find(({ key }) => key === field)?.title ?? field
  return (
    <>
      <Select
        label={t('fileOf')}
        description={t('fileOfHow')}
        value={system}
        onChange={(value) => setSystem(dealSystems.find((known) => known === value) ?? 'file')}
        allowDeselect={false}
        data={dealSystems.map((value) => ({ value, label: t(value === 'file' ? 'fileOfOther' : `system_${value}`) }))}
      />
      <TableFile
        dropped={dropped}
        fields={named}
        previewKey={['deals', system]}
        preview={(input) => api.preview.call({ ...input, system })}
        bring={async (input) => {
          const { created, updated } = await api.import.call({ ...input, system })
          return t('done', { created, updated })
        }}
        changes={api.key()}
        needed={({ missing }) => (missing.length > 0 ? t('needed', { fields: missing.map(nameOf).join(', ') }) : null)}
        bringsSomething={({ created, updated }) => created + updated > 0}
        verdicts={({ created, updated }) => (
          <Verdict tone={created + updated > 0 ? 'fine' : 'look'}>{t('willImport', { created, updated })}</Verdict>
        )}
      >
        {({ missing, stages }) => (missing.length === 0 ? <Stages stages={stages} /> : null)}
      </TableFile>
    </>
  )
}

function Stages({ stages }: Pick<DealPreview, 'stages'>) {
  const t = useTexts(texts)
  return (
    <div>
      <p>{t('stages')}</p>
      <ul className={styles.stages}>
        {stages.map(({ stage, outcome, deals }) => (
          <li key={stage}>
            <span>{stage}</span>
            <span className="lk-quiet">
              {t(outcome)} · {t('deals', { count: deals })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}
