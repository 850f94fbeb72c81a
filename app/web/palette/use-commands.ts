import { IconBuilding, IconLanguage, IconLogout, IconSearch, IconSunMoon, IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ComponentType } from 'react'
import {
  defineTexts,
  say,
  useCan,
  useGo,
  useInteractionsLink,
  useLanguage,
  useScreenLink,
  useTexts,
  useWorkspace,
} from '../../../platform/web/index.ts'
import { visibleScreens } from '../home.ts'
import { navTexts } from '../layout/nav-texts.ts'
import { useLanguageSwitch, useThemeSwitch } from '../layout/preferences.tsx'
import { useCompanyHref } from '../layout/use-company-href.ts'
import { signOut } from '../session/actions.ts'
import { type SessionData, workspacesApi } from '../session/session.ts'
import { matches } from './matches.ts'

const texts = defineTexts({
  people: { ru: 'Обращения сотрудника', en: 'Interactions of a person' },
  search: { ru: 'Искать «{query}» в обращениях', en: 'Search “{query}” in interactions' },
  action: { ru: 'Действие', en: 'Action' },
  company: { ru: 'Компания', en: 'Company' },
  leave: { ru: 'Выйти', en: 'Sign out' },
})

export interface Command {
  readonly key: string
  readonly name: string
  readonly group: string
  /** More words by which it is found. */
  readonly words?: string
  readonly icon?: ComponentType<{ size?: number | string; stroke?: number | string }>
  readonly run: () => void
}

/** What fits the typed words: pages, people, the search in interactions, companies, actions. */
export function useCommands(session: SessionData, query: string): readonly Command[] {
  const t = useTexts(texts)
  const group = useTexts(navTexts)
  const uiLanguage = useLanguage()
  const workspace = useWorkspace()
  const can = useCan()
  const go = useGo()
  const link = useScreenLink()
  const companyHref = useCompanyHref()
  const interactions = useInteractionsLink()
  const language = useLanguageSwitch(true)
  const theme = useThemeSwitch()
  const people = useQuery({
    ...workspacesApi.employees.names.queryOptions({ input: { workspace: workspace.slug } }),
    staleTime: 300_000,
  })
  const text = query.trim()

  const pages: Command[] = visibleScreens(workspace).map((screen) => ({
    key: `page ${screen.path}`,
    name: say(screen.title, uiLanguage),
    group: screen.nav ? group(screen.nav.group) : '',
    icon: screen.nav?.icon,
    ...(screen.words ? { words: say(screen.words, uiLanguage) } : {}),
    run: () => go(link(screen.path)),
  }))
  const persons: Command[] = can('interactions.read')
    ? (people.data ?? []).map((person) => ({
        key: `person ${person.id}`,
        name: person.name,
        group: t('people'),
        icon: IconUser,
        run: () => go(interactions({ employee: person.id })),
      }))
    : []
  const companies: Command[] = session.workspaces
    .filter((other) => other.id !== workspace.id)
    .map((other) => ({
      key: `company ${other.id}`,
      name: other.name,
      group: t('company'),
      icon: IconBuilding,
      run: () => go(companyHref(other)),
    }))
  const actions: Command[] = [
    { key: 'theme', name: theme.label, group: t('action'), icon: IconSunMoon, run: theme.toggle },
    { key: 'language', name: language.label, group: t('action'), icon: IconLanguage, run: language.toggle },
    { key: 'leave', name: t('leave'), group: t('action'), icon: IconLogout, run: () => void signOut() },
  ]
  if (!text) return [...pages, ...companies, ...actions]
  const found = [...pages, ...persons, ...companies, ...actions]
    .filter((command) => matches(`${command.name} ${command.words ?? ''}`, text))
    .slice(0, 40)
  const search: Command = {
    key: 'search',
    name: t('search', { query: text }),
    group: group('interactions'),
    icon: IconSearch,
    run: () => go(interactions({ text })),
  }
  return can('interactions.read') ? [...found, search] : found
}
