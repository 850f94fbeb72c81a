import { IconFileImport } from '@tabler/icons-react'
import { lazy } from 'react'
import { defineScreens } from '../../../../platform/web/index.ts'

export const screens = defineScreens([
  {
    path: 'imports',
    title: { ru: 'Импорт из файлов', en: 'Import from files' },
    words: {
      ru: 'загрузить звонки журнал cdr csv xlsx excel астериск freepbx',
      en: 'upload calls log cdr csv xlsx excel asterisk freepbx',
    },
    nav: { group: 'settings', icon: IconFileImport, order: 40 },
    requires: 'intake.read',
    component: lazy(() => import('./imports.tsx')),
  },
  {
    path: 'imports/$id',
    title: { ru: 'Импорт файла', en: 'Import of a file' },
    requires: 'intake.read',
    component: lazy(() => import('./import.tsx')),
  },
])
