import { useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { Card } from '../api.ts'
import styles from './card.module.css'
import { cardTexts } from './texts.ts'

/** What is sold. */
export function Products({ deal }: { deal: Card }) {
  const t = useTexts(cardTexts)
  const format = useFormat()
  if (deal.products.length === 0) return null
  return (
    <section>
      <h3>{t('products')}</h3>
      <table className={styles.products}>
        <thead>
          <tr>
            <th scope="col">{t('product')}</th>
            <th scope="col">{t('quantity')}</th>
            <th scope="col">{t('price')}</th>
            <th scope="col">{t('sum')}</th>
          </tr>
        </thead>
        <tbody>
          {deal.products.map(({ name, quantity, price }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same goods may stand twice, in the CRM's order
            <tr key={place}>
              <td>{name}</td>
              <td className="lk-num">{format.number(quantity)}</td>
              <td className="lk-num">{format.money(price, deal.currency)}</td>
              <td className="lk-num">
                {price === null ? '—' : format.money(Math.round(price * quantity), deal.currency)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
