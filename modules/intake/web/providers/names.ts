import type { Words } from './provider.ts'

/** What each provider is called. Apart from the rest that is said of it, which is loaded when somebody connects or sets up one. */
export const providerNames: Readonly<Record<string, Words>> = {
  generic: { ru: 'Сайт, CRM или своя АТС', en: 'Site, CRM or your own exchange' },
  mango: { ru: 'Mango Office', en: 'Mango Office' },
  uis: { ru: 'UIS / CoMagic', en: 'UIS / CoMagic' },
  imap: { ru: 'Почта', en: 'Mail' },
  telegram: { ru: 'Telegram', en: 'Telegram' },
  vk: { ru: 'ВКонтакте', en: 'VK' },
  whatsapp: { ru: 'WhatsApp', en: 'WhatsApp' },
  avito: { ru: 'Авито', en: 'Avito' },
  max: { ru: 'MAX', en: 'MAX' },
  zadarma: { ru: 'Zadarma', en: 'Zadarma' },
  beeline: { ru: 'Билайн Облачная АТС', en: 'Beeline Cloud PBX' },
  megafon: { ru: 'МегаФон, Гравител, Дом.ру', en: 'MegaFon, Gravitel, Dom.ru' },
  mts: { ru: 'МТС Автосекретарь', en: 'MTS Autosecretary' },
  rostelecom: { ru: 'Ростелеком', en: 'Rostelecom' },
  ami: { ru: 'Asterisk, FreePBX', en: 'Asterisk, FreePBX' },
  amocrm: { ru: 'amoCRM', en: 'amoCRM (Kommo)' },
  bitrix24: { ru: 'Битрикс24', en: 'Bitrix24' },
}
