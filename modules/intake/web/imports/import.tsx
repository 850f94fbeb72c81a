import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import {
  defineTexts,
  GoLink,
  Loaded,
  Page,
  useParams,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../../platform/web/index.ts'
import { api, type Import, isBusy } from './api.ts'
import { Outcome } from './outcome.tsx'
import { Running } from './running.tsx'
import { Wizard } from './wizard/wizard.tsx'

const texts = defineTexts({
  title: { ru: 'Импорт файла', en: 'Import of a file' },
  all: { ru: 'Все импорты', en: 'All imports' },
})

/** One import, at whatever point of its life it is. */
export default function ImportScreen() {
  const t = useTexts(texts)
  const { slug } = useWorkspace()
  const link = useScreenLink()
  const { id = '' } = useParams()
  const query = useQuery({
    ...api.read.queryOptions({ input: { workspace: slug, id } }),
    // Live events tell of most changes; a connection that was lost meanwhile must not leave a finished import running.
    refetchInterval: ({ state }) => (state.data && isBusy(state.data) ? 2_000 : false),
  })
  return (
    <Page
      title={query.data?.fileName ?? t('title')}
      actions={
        <Button component={GoLink} href={link('imports')} variant="default" leftSection={<IconArrowLeft size={14} />}>
          {t('all')}
        </Button>
      }
    >
      <Loaded query={query} rows={8}>
        {(found) => <At found={found} />}
      </Loaded>
    </Page>
  )
}

function At({ found }: { found: Import }) {
  if (found.state === 'uploaded') return <Wizard found={found} />
  return isBusy(found) ? <Running found={found} /> : <Outcome found={found} />
}
