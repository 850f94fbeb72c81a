import { Button } from '@mantine/core'
import { defineTexts, ReplaceWith, useTexts, Waiting } from '../../../platform/web/index.ts'
import { homeOf } from '../home.ts'
import { signOut } from '../session/actions.ts'
import { useSession } from '../session/session.ts'
import { NoCompanyPage, StartingPage } from './messages.tsx'

const texts = defineTexts({ leave: { ru: 'Выйти', en: 'Sign out' } })

const lastKey = 'lidoskop.workspace'

/** Remembers the company that was opened last in this browser. */
export const rememberWorkspace = (slug: string): void => localStorage.setItem(lastKey, slug)

/** The bare address leads to sign-in or to the first page of the company that was open last. */
export function EntrancePage() {
  const t = useTexts(texts)
  const { data: session, failureCount } = useSession()
  if (!session) return failureCount > 1 ? <StartingPage /> : <Waiting />
  if (!session.person) return <ReplaceWith href="/sign-in" />
  const last = localStorage.getItem(lastKey)
  const workspace = session.workspaces.find(({ slug }) => slug === last) ?? session.workspaces[0]
  if (!workspace)
    return (
      <NoCompanyPage
        action={
          <Button variant="default" onClick={signOut}>
            {t('leave')}
          </Button>
        }
      />
    )
  return <ReplaceWith href={homeOf(workspace) ?? `/w/${workspace.slug}`} />
}
