import { defineTexts, Explain, useTexts } from '../../../../platform/web/index.ts'
import type { SourcesReport } from '../../contract.ts'
import { leastForPrice } from '../../rules.ts'
import { words } from '../texts.ts'

const texts = defineTexts({
  deals: {
    ru: 'Сделки, созданные за период, из CRM и файлов. Источник — тот, что назвала CRM или файл; иначе обращения, на которое ссылается CRM; иначе первого обращения клиента, у которого источник известен. Звонок, пришедший позже, тоже находит свою сделку.',
    en: 'Deals made in the period, of CRMs and files. The source is what the CRM or file says; else of the interaction that the CRM names; else of the client’s first interaction whose source is known. A call that comes later finds its deal too.',
  },
  won: {
    ru: 'Сделки этого периода, которые уже выиграны. Часть ещё в работе: их выручка появится здесь же, в строке дня создания.',
    en: 'Deals of this period that are already won. Some are still open: their revenue will appear here, on the day they were made.',
  },
  revenue: {
    ru: 'Суммы выигранных сделок в валюте компании. Сделки в другой валюте стоят отдельно и с рублями не складываются.',
    en: 'Amounts of won deals in the company’s currency. Deals in another currency stand apart and are not added.',
  },
  costPerWon: {
    ru: 'Во что обошлась одна выигранная сделка. Интервал — насколько цену могла сдвинуть случайность; от {least} продаж он становится разумно узким.',
    en: 'What one won deal cost. The interval says how far chance may have moved it; from {least} won deals on it is reasonably narrow.',
  },
  costFormula: { ru: 'расход ÷ выиграны', en: 'spend ÷ won' },
  romi: {
    ru: 'Сколько рублей сверх вложенных вернул каждый рубль рекламы. «Всего» — вся выручка на весь расход, вместе с бесплатными источниками. Если часть продаж в другой валюте, не считается: выручка неполна.',
    en: 'What each rouble of advertising returned beyond itself. “Total” is all revenue over all spend, free sources included. Not computed where a part was sold in another currency: the revenue is not whole.',
  },
  romiFormula: { ru: '(выручка − расход) ÷ расход', en: '(revenue − spend) ÷ spend' },
  costShare: {
    ru: 'Доля рекламных расходов: сколько выручки ушло на рекламу.',
    en: 'The share of revenue that advertising took.',
  },
  shareFormula: { ru: 'расход ÷ выручка', en: 'spend ÷ revenue' },
  sample: {
    ru: 'сделок {count}: выиграны {won}, проиграны {lost}, в работе {open}',
    en: '{count} deals: {won} won, {lost} lost, {open} open',
  },
})

/** The “i” of each column that deals tell. */
export function useMoneyExplanations({ total }: SourcesReport) {
  const t = useTexts(texts)
  const word = useTexts(words)
  const { count = 0, won = 0, lost = 0, open = 0 } = total.deals ?? {}
  const sample = t('sample', { count, won, lost, open })
  return {
    deals: <Explain title={word('deals')} definition={t('deals')} sample={sample} />,
    won: <Explain title={word('won')} definition={t('won')} sample={sample} />,
    revenue: <Explain title={word('revenue')} definition={t('revenue')} sample={sample} />,
    costPerWon: (
      <Explain
        title={word('costPerWon')}
        definition={t('costPerWon', { least: leastForPrice })}
        formula={t('costFormula')}
        sample={sample}
        source="Garwood 1936"
      />
    ),
    romi: <Explain title={word('romi')} definition={t('romi')} formula={t('romiFormula')} sample={sample} />,
    costShare: (
      <Explain title={word('costShare')} definition={t('costShare')} formula={t('shareFormula')} sample={sample} />
    ),
  }
}
