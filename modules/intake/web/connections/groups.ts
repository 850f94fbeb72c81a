import { IconAddressBook, IconMail, IconMessageCircle, IconPhone, IconPlug, IconWorldWww } from '@tabler/icons-react'
import { defineTexts } from '../../../../platform/web/index.ts'
import type { CatalogueEntry } from '../api.ts'

export type Group = CatalogueEntry['group']

export const groupOrder = [
  'telephony',
  'site',
  'mail',
  'messengers',
  'crm',
  'other',
] as const satisfies readonly Group[]

export const groupTexts = defineTexts({
  telephony: { ru: 'Телефония', en: 'Telephony' },
  site: { ru: 'Сайт и свои системы', en: 'Site and systems of your own' },
  mail: { ru: 'Почта', en: 'Mail' },
  messengers: { ru: 'Мессенджеры', en: 'Messengers' },
  crm: { ru: 'CRM', en: 'CRM' },
  other: { ru: 'Другое', en: 'Other' },
})

export const groupIcons = {
  telephony: IconPhone,
  site: IconWorldWww,
  mail: IconMail,
  messengers: IconMessageCircle,
  crm: IconAddressBook,
  other: IconPlug,
} as const
