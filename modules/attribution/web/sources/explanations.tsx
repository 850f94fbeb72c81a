import { defineTexts, Explain, useFormat, useTexts } from '../../../../platform/web/index.ts'
import type { SourcesReport } from '../../contract.ts'
import { words } from '../texts.ts'

const texts = defineTexts({
  interactions: {
    ru: 'Все обращения клиентов за период: звонки, чаты, заявки, письма. Исходящие и внутренние звонки и тестовые обращения не входят. День — по часам компании.',
    en: 'All interactions that clients made in the period: calls, chats, forms, e-mails. Outgoing and internal calls and test interactions are left out. Days are the company’s.',
  },
  groupsTitle: { ru: 'Группы классов', en: 'Groups of classes' },
  groups: {
    ru: 'Обращения с классом, который поставил менеджер. Лиды — новые заказы; допродажи — повторные покупки и дополнения; сопутствующие — вопросы по заказам и другое, что сопровождает продажу; мусор — спам, ошибки номером и нецелевые.',
    en: 'Interactions with the class that the manager set. Leads are new orders; upsell, further sales to clients; accompanying, questions about orders and whatever goes with a sale; junk, spam, wrong numbers and what should not have come.',
  },
  groupsFormula: {
    ru: 'лиды + допродажи + сопутствующие + мусор + без класса = обращения',
    en: 'leads + upsell + accompanying + junk + without class = interactions',
  },
  unclassified: {
    ru: 'Обращения, которым класс ещё не поставлен. В доле мусора они не участвуют.',
    en: 'Interactions that have no class yet. They take no part in the share of junk.',
  },
  missed: { ru: 'Обращения, на которые не ответил ни один человек.', en: 'Interactions that no person answered.' },
  junk: {
    ru: 'Доля деструктивных классов среди обращений с классом. Система говорит «выше нормы», только если выше нормы лежит весь интервал и точный тест подтверждает это с поправкой на число сравниваемых строк: тогда среди сигналов не больше 5 % ложных. Если мусор пришёл пачками в отдельные дни, он считается за меньшее число обращений: налёт робота не говорит о качестве рекламы.',
    en: 'Share of destructive classes among interactions with a class. “Above the norm” is said only when the whole interval lies above it and the exact test agrees after correction for the number of rows compared: no more than 5 % of the alarms are false. Junk that came in bursts on single days counts for fewer interactions: a robot’s raid says nothing of the advertisement.',
  },
  junkFormula: { ru: 'мусор ÷ (обращения − без класса)', en: 'junk ÷ (interactions − without class)' },
  junkSample: {
    ru: '{of} обращений с классом из {all}. Чтобы заметить мусор вдвое выше нормы {norm}, нужно {needed}.',
    en: '{of} interactions with a class of {all}. To notice junk at twice the norm of {norm}, {needed} are needed.',
  },
  junkInterval: {
    ru: 'Интервал Уилсона 95 %: по компании {low}–{high}.',
    en: 'Wilson’s 95 % interval: {low}–{high} for the company.',
  },
  junkSource: {
    ru: 'Wilson 1927; биномиальный тест; Benjamini–Hochberg 1995; Cochran 1977, § 3.12 (пачки). Норма — в настройках компании.',
    en: 'Wilson 1927; binomial test; Benjamini–Hochberg 1995; Cochran 1977, § 3.12 (bursts). The norm is a setting of the company.',
  },
  spend: {
    ru: 'Деньги из раздела «Расходы» за те же дни. То, что внесено на источник целиком, стоит в строке «Без кампании»; то, что не отнесено ни к чему, — в строке «Без источника».',
    en: 'Money entered under Spend for the same days. What was entered for a source as a whole stands under “Without a campaign”; what is assigned to nothing, under “Without a source”.',
  },
  costPerLead: {
    ru: 'Сколько стоило одно обращение группы «Лиды». Без расхода или без лидов не считается.',
    en: 'What one contact of the group Leads cost. Not computed without spend or leads.',
  },
  costFormula: { ru: 'расход ÷ лиды', en: 'spend ÷ leads' },
  costSample: { ru: '{spend} на лиды: {leads}', en: '{spend} for {leads} leads' },
})

/** The “i” of each column. */
export function useExplanations(report: SourcesReport) {
  const t = useTexts(texts)
  const word = useTexts(words)
  const format = useFormat()
  const { total, norm } = report
  const { interval } = total.junk
  const simple = (name: 'interactions' | 'unclassified' | 'missed') => (
    <Explain title={word(name)} definition={t(name)} />
  )
  return {
    interactions: simple('interactions'),
    unclassified: simple('unclassified'),
    missed: simple('missed'),
    groups: <Explain title={t('groupsTitle')} definition={t('groups')} formula={t('groupsFormula')} />,
    junk: (
      <Explain
        title={word('junk')}
        definition={t('junk')}
        formula={t('junkFormula')}
        sample={t('junkSample', {
          of: format.number(total.junk.of),
          all: format.number(total.interactions),
          norm: format.percent(norm, 1),
          needed: total.junk.needed,
        })}
        interval={
          interval
            ? t('junkInterval', { low: format.percent(interval.low, 1), high: format.percent(interval.high, 1) })
            : undefined
        }
        source={t('junkSource')}
      />
    ),
    spend: <Explain title={word('spend')} definition={t('spend')} />,
    costPerLead: (
      <Explain
        title={word('costPerLead')}
        definition={t('costPerLead')}
        formula={t('costFormula')}
        sample={t('costSample', { spend: format.money(total.spend), leads: total.leads })}
      />
    ),
  }
}
