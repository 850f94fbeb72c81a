import { Button, Menu } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import {
  defineTexts,
  useLanguage,
  useReportFilter,
  useTexts,
  useWorkspace,
  writeSearch,
} from '../../../../platform/web/index.ts'
import { filterOf } from './filter-names.ts'

const texts = defineTexts({
  export: { ru: 'Выгрузить', en: 'Export' },
  csv: { ru: 'CSV: любая длина', en: 'CSV: any length' },
  xlsx: { ru: 'Excel: до 50 000 строк', en: 'Excel: up to 50,000 rows' },
})

/** The filtered list as a file. */
export function ExportMenu() {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const language = useLanguage()
  const search = writeSearch({ ...filterOf(useReportFilter()), language })
  const address = (format: string) =>
    `/api/v1/workspaces/${encodeURIComponent(slug)}/interactions/export.${format}${search}`
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={14} stroke={1.7} />}>
          {t('export')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(['csv', 'xlsx'] as const).map((format) => (
          <Menu.Item key={format} component="a" href={address(format)} download>
            {t(format)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
