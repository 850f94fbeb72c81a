/** The words of this module's notices and of the work that waits in it. */
import type { Language } from '../../kernel/problem-texts.ts'
import type { NoticeKind, NoticeWords } from '../../platform/notices/kinds.ts'
import type { Facts } from '../../platform/notices/notice.ts'

const quoted = (value: Facts[string] | undefined, none: string) => (value ? `«${value}»` : none)
const sides = (facts: Facts) => ({
  ru: `Продажи: ${quoted(facts.sales, 'без класса')}, маркетинг: ${quoted(facts.marketing, 'без класса')}.`,
  en: `Sales: ${quoted(facts.sales, 'no class')}, marketing: ${quoted(facts.marketing, 'no class')}.`,
})
const withReason = (text: string, { reason }: Facts) => (reason ? `${text} ${reason}` : text)
const ofEmployee = ({ employee }: Facts) => ({
  ru: employee ? ` (${employee})` : '',
  en: employee ? ` (${employee})` : '',
})

const opened: Readonly<Record<Language, NoticeWords>> = {
  ru: {
    name: 'Маркетинг оспорил класс',
    title: (facts) =>
      `${facts.by}: не ${quoted(facts.sales, 'без класса')}, а ${quoted(facts.marketing, '')}${ofEmployee(facts).ru}`,
    details: (facts) => (facts.reason ? String(facts.reason) : null),
  },
  en: {
    name: 'Marketing disputes a class',
    title: (facts) =>
      `${facts.by}: not ${quoted(facts.sales, 'no class')} but ${quoted(facts.marketing, '')}${ofEmployee(facts).en}`,
    details: (facts) => (facts.reason ? String(facts.reason) : null),
  },
}

const answered: Readonly<Record<Language, NoticeWords>> = {
  ru: {
    name: 'Ответ в споре о классе',
    title: (facts) => `${facts.by} ответил(а) в споре о классе`,
    details: (facts) => withReason(sides(facts).ru, facts),
  },
  en: {
    name: 'Answer in a dispute about a class',
    title: (facts) => `${facts.by} answered in a dispute about a class`,
    details: (facts) => withReason(sides(facts).en, facts),
  },
}

const settled: Readonly<Record<Language, NoticeWords>> = {
  ru: {
    name: 'Спор о классе решён',
    title: (facts) =>
      facts.settled
        ? `Спор решён: ${quoted(facts.settled, '')}`
        : `Спор отозван: остаётся ${quoted(facts.sales, 'без класса')}`,
    details: (facts) => withReason(sides(facts).ru, facts),
  },
  en: {
    name: 'Dispute about a class settled',
    title: (facts) =>
      facts.settled
        ? `Settled: ${quoted(facts.settled, '')}`
        : `Taken back: it stays ${quoted(facts.sales, 'no class')}`,
    details: (facts) => withReason(sides(facts).en, facts),
  },
}

const escalated: Readonly<Record<Language, NoticeWords>> = {
  ru: {
    name: 'Спор о классе передан директору',
    title: (facts) => `Спор не решён в срок: ${quoted(facts.sales, 'без класса')} или ${quoted(facts.marketing, '')}?`,
    details: (facts) => withReason(sides(facts).ru, facts),
  },
  en: {
    name: 'Dispute about a class handed to the director',
    title: (facts) => `Not settled in time: ${quoted(facts.sales, 'no class')} or ${quoted(facts.marketing, '')}?`,
    details: (facts) => withReason(sides(facts).en, facts),
  },
}

const late: Readonly<Record<Language, NoticeWords>> = {
  ru: { name: 'Класс не поставлен в срок', title: (facts) => `Разговор без класса уже ${facts.minutes} мин` },
  en: { name: 'A class is late', title: (facts) => `A talk has had no class for ${facts.minutes} min` },
}

/** What this module tells people. */
export const noticeKinds: readonly NoticeKind[] = [
  { type: 'dispute.opened', requires: 'disputes.read', mail: 'immediate', words: opened },
  { type: 'dispute.answered', requires: 'disputes.read', mail: 'hourly', words: answered },
  { type: 'dispute.settled', requires: 'disputes.read', mail: 'hourly', words: settled },
  { type: 'dispute.escalated', requires: 'disputes.read', mail: 'immediate', words: escalated },
  { type: 'class.late', requires: 'classes.set', mail: 'never', words: late },
]

/** A dispute that waits for somebody. */
export const disputeWorkWords: Readonly<Record<Language, NoticeWords>> = {
  ru: {
    name: 'Споры о классе',
    title: (facts) =>
      `Спор: ${quoted(facts.sales, 'без класса')} или ${quoted(facts.marketing, '')}${ofEmployee(facts).ru}`,
    details: (facts) => (facts.reason ? String(facts.reason) : null),
  },
  en: {
    name: 'Disputes about classes',
    title: (facts) =>
      `Dispute: ${quoted(facts.sales, 'no class')} or ${quoted(facts.marketing, '')}${ofEmployee(facts).en}`,
    details: (facts) => (facts.reason ? String(facts.reason) : null),
  },
}
