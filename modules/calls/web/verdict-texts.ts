import { defineTexts } from '../../../platform/web/index.ts'

/** The sentences of the gap. `{what}` is one of the words at the end, in the genitive. */
export const verdictTexts = defineTexts({
  proven: {
    ru: '{group}: {best} делает {more} больше {what}, чем {worst}. Разрыв больше {mark} — зона роста.',
    en: '{group}: {best} makes {more} more {what} than {worst}. The gap is over {mark}: a growth zone.',
  },
  possible: {
    ru: '{group}: {best} делает {more} больше {what}, чем {worst}. Похоже на зону роста, но пока не доказано, что разрыв больше {mark}.',
    en: '{group}: {best} makes {more} more {what} than {worst}. It looks like a growth zone, but a gap over {mark} is not proven yet.',
  },
  none: {
    ru: '{group}: зоны роста не видно. Между лучшим и худшим {gap}.',
    en: '{group}: no growth zone to be seen. Best and worst are {gap} apart.',
  },
  tooLittle: {
    ru: '{group}: сказать нечего, данных мало. Видно {gap} между лучшим и худшим, но столько бывает и случайно.',
    en: '{group}: nothing can be said yet. Best and worst are {gap} apart, but so much happens by chance.',
  },
  certain: {
    ru: 'С доверием {confidence} разрыв от {low} до {high}.',
    en: 'The gap is between {low} and {high} with {confidence} confidence.',
  },
  atLeast: {
    ru: 'С доверием {confidence} разрыв не меньше {low}.',
    en: 'The gap is at least {low} with {confidence} confidence.',
  },
  proof: {
    ru: 'Надёжнее всего отличаются {best} и {worst}.',
    en: 'The most certain difference is between {best} and {worst}.',
  },
  sample: {
    ru: {
      one: 'Сравнили {people} человек за {count} рабочий день.',
      few: 'Сравнили {people} человек за {count} рабочих дня.',
      many: 'Сравнили {people} человек за {count} рабочих дней.',
    },
    en: { one: '{people} people over {count} working day.', other: '{people} people over {count} working days.' },
  },
  needed: {
    ru: {
      one: 'Ответ будет примерно через {count} рабочий день наблюдений.',
      few: 'Ответ будет примерно на {count} рабочих днях наблюдений.',
      many: 'Ответ будет примерно на {count} рабочих днях наблюдений.',
    },
    en: { one: 'About {count} working day would answer it.', other: 'About {count} working days would answer it.' },
  },
  streaks: {
    ru: 'Дни идут полосами (отпуск, подмена, другая работа), и просто подождать не поможет: смотрите сами дни.',
    en: 'Days come in streaks (holidays, standing in, other work), and waiting will not help: look at the days themselves.',
  },
  moreByShare: { ru: 'на {share}', en: '{share}' },
  moreTimes: { ru: 'в {times} раза', en: '{times} times' },
  absence: {
    ru: 'В дни, когда люди на месте, разрыв {gap} и не доказан: дело в пропущенных днях, а не в темпе.',
    en: 'On days when people are there the gap is {gap} and not proven: it is absence, not pace.',
  },
  nobodyToCompare: {
    ru: 'Сравнивать пока некого: нужны хотя бы двое с одной задачей в одном отделе и по пять дней со звонками у каждого.',
    en: 'There is nobody to compare yet: it takes two people with one task in one department and five days with calls each.',
  },
  missedNobody: {
    ru: {
      one: '{count} пропущенный звонок не дошёл ни до одного сотрудника.',
      few: '{count} пропущенных звонка не дошли ни до одного сотрудника.',
      many: '{count} пропущенных звонков не дошли ни до одного сотрудника.',
    },
    en: {
      one: '{count} missed call reached no person at all.',
      other: '{count} missed calls reached no person at all.',
    },
  },
  missedNobodyDetail: {
    ru: 'Очередь, меню или автоответчик: ни у кого не звонило. Это настройка, а не люди.',
    en: 'A queue, a menu or a machine: nobody’s phone rang. That is a matter of settings, not of people.',
  },
  open: { ru: 'Открыть', en: 'Open' },
  what_calls: { ru: 'звонков', en: 'calls' },
  what_outbound: { ru: 'исходящих', en: 'outbound calls' },
  what_talks: { ru: 'разговоров с клиентами', en: 'talks with clients' },
  task_manager: { ru: 'менеджеры', en: 'managers' },
  task_senior: { ru: 'старшие специалисты', en: 'senior specialists' },
})
