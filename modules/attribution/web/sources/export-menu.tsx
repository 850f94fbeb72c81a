import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { defineTexts, useLanguage, useTexts, useWorkspace, writeSearch } from '../../../../platform/web/index.ts'

const texts = defineTexts({
  download: { ru: 'Выгрузить', en: 'Export' },
  xlsx: { ru: 'Excel (XLSX)', en: 'Excel (XLSX)' },
  csv: { ru: 'CSV', en: 'CSV' },
})

/** The table as a file: made by the server from the same figures. */
export function ExportMenu({ filter, level }: { filter: object; level: string }) {
  const t = useTexts(texts)
  const language = useLanguage()
  const { slug } = useWorkspace()
  const href = (format: 'csv' | 'xlsx') =>
    `/api/v1/workspaces/${encodeURIComponent(slug)}/reports/sources/file${writeSearch({ ...filter, level, format, language })}`
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={15} stroke={1.6} />}>
          {t('download')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['xlsx', 'csv'] as const).map((format) => (
          <Menu.Item key={format} component="a" href={href(format)} download>
            {t(format)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
