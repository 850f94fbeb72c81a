import { defineTexts } from './texts.ts'

/** What the roles are called. */
export const roleTexts = defineTexts({
  manager: { ru: 'Менеджер', en: 'Manager' },
  senior: { ru: 'Старший специалист', en: 'Senior specialist' },
  head: { ru: 'РОП', en: 'Head of sales' },
  marketing: { ru: 'Маркетинг', en: 'Marketing' },
  director: { ru: 'Директор', en: 'Director' },
  auditor: { ru: 'Аудитор', en: 'Auditor' },
  admin: { ru: 'Администратор', en: 'Administrator' },
  agency: { ru: 'Агентство', en: 'Agency' },
})
