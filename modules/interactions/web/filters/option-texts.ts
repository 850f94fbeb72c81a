import { defineTexts } from '../../../../platform/web/index.ts'

/** Choices of filters that are no value of the record themselves. */
export const optionTexts = defineTexts({
  noSource: { ru: 'Без источника', en: 'No source' },
  nobody: { ru: 'Никто не назван', en: 'Nobody named' },
  noDepartment: { ru: 'Без отдела', en: 'No department' },
  withTests: { ru: 'Показывать и тестовые', en: 'Show test interactions too' },
  onlyTests: { ru: 'Только тестовые', en: 'Test interactions only' },
})
