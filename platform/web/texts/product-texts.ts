import { productName } from '../../../kernel/product.ts'
import { defineTexts, useTexts } from './texts.ts'

/** The product's name, for titles and labels too. */
export const productTexts = defineTexts({ name: { ru: 'Лидоскоп', en: productName } })

/** Who did something: a person or a key as it is called, the product itself in the reader's alphabet. */
export function useActorName(): (name: string) => string {
  const t = useTexts(productTexts)
  return (name) => (name === productName ? t('name') : name)
}
