import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { defineTexts, toastError, useLanguage, useTexts } from '../../../platform/web/index.ts'
import { chooseLanguage } from '../session/use-language-choice.ts'

const texts = defineTexts({
  language: { ru: 'Switch to English', en: 'Переключить на русский' },
  light: { ru: 'Светлая тема', en: 'Light theme' },
  dark: { ru: 'Тёмная тема', en: 'Dark theme' },
})

/** Switches between light and dark. */
export function useThemeSwitch() {
  const t = useTexts(texts)
  const { setColorScheme } = useMantineColorScheme()
  const dark = useComputedColorScheme('light') === 'dark'
  return { dark, label: dark ? t('light') : t('dark'), toggle: () => setColorScheme(dark ? 'light' : 'dark') }
}

/** Switches between Russian and English. */
export function useLanguageSwitch(signedIn: boolean) {
  const t = useTexts(texts)
  const other = useLanguage() === 'ru' ? 'en' : 'ru'
  return {
    other,
    label: `${other.toUpperCase()}. ${t('language')}`,
    toggle: () => void chooseLanguage(other, signedIn).catch(toastError),
  }
}

/** Language and theme as two small buttons. */
export function Preferences({ signedIn }: { signedIn: boolean }) {
  const language = useLanguageSwitch(signedIn)
  const theme = useThemeSwitch()
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="compact-xs"
        lang={language.other}
        aria-label={language.label}
        title={language.label}
        onClick={language.toggle}
        data-action="language"
      >
        {language.other.toUpperCase()}
      </Button>
      <ActionIcon size={24} aria-label={theme.label} title={theme.label} onClick={theme.toggle} data-action="theme">
        {theme.dark ? <IconSun size={16} stroke={1.6} /> : <IconMoon size={16} stroke={1.6} />}
      </ActionIcon>
    </>
  )
}
