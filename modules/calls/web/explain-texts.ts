import { defineTexts } from '../../../platform/web/index.ts'

/** What each figure is: the words of the “i” beside it. */
export const explainTexts = defineTexts({
  calls: {
    ru: 'Все звонки, в которых человек говорил или которые звонили ему последнему: входящие, исходящие и внутренние. Тестовые не считаются. Один звонок считается один раз, сколько бы переводов в нём ни было.',
    en: 'Every call that the person talked in or that rang at their phone last: inbound, outbound and internal. Test calls are left out. A call counts once, however often it was transferred.',
  },
  missed: {
    ru: 'Входящие, на которые не ответил никто. Записаны на того, кому звонило последним.',
    en: 'Inbound calls that nobody answered. They stand with the person whose phone rang last.',
  },
  average: {
    ru: 'Время разговора, делённое на звонки, в которых поговорили.',
    en: 'Talk time divided by the calls in which there was a talk.',
  },
  unique: {
    ru: 'Сколько разных номеров было на другом конце. Считается точно. Номер, с которым говорили двое, в итоге отдела один.',
    en: 'How many different numbers were at the other end, exactly. A number that two people talked to is one in the department’s total.',
  },
  perNumber: {
    ru: 'Много звонков на одни и те же номера: либо переговоры не складываются, либо «нарабатывается» норма. Послушайте несколько.',
    en: 'Many calls to the same numbers: the talks lead nowhere, or a norm is being padded. Listen to a few.',
  },
  perNumberFormula: {
    ru: 'звонки с известным номером ÷ уникальные номера',
    en: 'calls with a known number ÷ unique numbers',
  },
  kinds: {
    ru: 'Доля звонков по виду номера на другом конце. Почти одни мобильные — скорее всего, звонки прежним клиентам; много внутренних — силы уходят на коллег.',
    en: 'Share of calls by kind of the number at the other end. Almost only mobile numbers: probably old clients; many internal ones: energy goes to colleagues.',
  },
  kindsSample: {
    ru: 'Звонки, в которых номер известен; «прочие» — зарубежные, скрытые и нераспознанные. Виды, которых меньше 1 % на всех, в доли не входят.',
    en: 'Calls with a known number; “other” are foreign, hidden and unrecognised ones. Kinds of less than 1% of all calls are left out of the shares.',
  },
  inToOut: {
    ru: 'Из ста звонков с клиентами: сколько входящих и сколько исходящих. Сравнивайте людей с похожей задачей.',
    en: 'Of a hundred calls with clients: how many came in and how many went out. Compare people with the same task.',
  },
  days: { ru: 'Дни, в которые был хотя бы один звонок.', en: 'Days with at least one call.' },
  pace: {
    ru: 'Сколько в среднем приходится на рабочий день отдела с тех пор, как человек работает. По этому числу и сравниваем; загруженные дни учтены.',
    en: 'How many fall on a working day of the department since the person has worked there. This is what is compared; busy days are allowed for.',
  },
  gap: {
    ru: 'Насколько у лучшего больше, чем у худшего: люди одного отдела с одной задачей, у которых не меньше пяти дней со звонками.',
    en: 'By how much the best makes more than the worst: people of one department with one task and at least five days with calls.',
  },
  gapFormula: { ru: 'лучший ÷ худший − 1', en: 'best ÷ worst − 1' },
  gapInterval: {
    ru: 'Из равных людей кто-то всегда первый, а кто-то последний. Интервал учитывает, что мы выбрали крайних, и то, как сильно у каждого гуляют дни. С доверием {confidence} истинный разрыв внутри него.',
    en: 'Of equal people one is always first and one last. The interval allows for our choosing the extremes, and for how much each person’s days vary. The true gap lies within it with {confidence} confidence.',
  },
  gapSource: {
    ru: 'Квази-Пуассон по дням; Tamhane T2 (1979) с уровнем Шидака по всем парам. Отметка — в настройках компании.',
    en: 'Quasi-Poisson over days; Tamhane’s T2 (1979), Šidák’s level over all pairs. The mark is a setting of the company.',
  },
  hours: {
    ru: 'Пропущенные входящие по часу начала на часах компании. Щелчок по клетке открывает сами звонки.',
    en: 'Missed inbound calls by the hour in which they began, on the company’s clock. A cell opens the calls themselves.',
  },
})
