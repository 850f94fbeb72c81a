import { defineTexts } from '../texts/texts.ts'

/** What is said alike of every table file that is uploaded. */
export const texts = defineTexts({
  columns: { ru: 'Что в каких столбцах', en: 'Which column is what' },
  none: { ru: '— нет —', en: '— none —' },
  wrong: {
    ru: {
      one: '{count} строка не будет загружена',
      few: '{count} строки не будут загружены',
      many: '{count} строк не будет загружено',
    },
    en: { one: '{count} row will not come in', other: '{count} rows will not come in' },
  },
  row: { ru: 'Строка {row}', en: 'Row {row}' },
  sample: { ru: 'Первые строки файла', en: 'First rows of the file' },
  import: { ru: 'Загрузить', en: 'Upload' },
  another: { ru: 'Другой файл', en: 'Another file' },
  uploads: { ru: 'Загрузки', en: 'Uploads' },
  file: { ru: 'Файл', en: 'File' },
  who: { ru: 'Кто и когда', en: 'Who and when' },
  undo: { ru: 'Отменить', en: 'Take back' },
  undone: { ru: 'отменена', en: 'taken back' },
  undoTitle: { ru: 'Отменить загрузку?', en: 'Take the upload back?' },
})
