import { defineTexts } from '../../../../platform/web/index.ts'

/** Choices of filters that are no value of the record themselves. */
export const optionTexts = defineTexts({
  noSource: { ru: 'Без источника', en: 'No source' },
  nobody: { ru: 'Никто не назван', en: 'Nobody named' },
  noDepartment: { ru: 'Без отдела', en: 'No department' },
  withTests: { ru: 'Показывать и тестовые', en: 'Show test interactions too' },
  unchecked: { ru: 'Класс не проверен', en: 'Class not checked' },
  checked: { ru: 'Проверено маркетингом', en: 'Checked by marketing' },
  disputed: { ru: 'В споре', en: 'In dispute' },
  settled: { ru: 'Спор решён', en: 'Dispute settled' },
  onlyTests: { ru: 'Только тестовые', en: 'Test interactions only' },
})
