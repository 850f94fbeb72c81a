/** What marketing and sales of the window fitter could not agree on at once, and how it ended. */
import type { PastDispute } from '../../modules/classification/index.ts'

const day = 24

/** Newest last; moments are hours before now. */
export const demoDisputes: readonly PastDispute[] = [
  {
    ...{ was: ['not_our_service'], claim: 'windows', opened: 19 * day },
    reason: 'Клиент спрашивал остекление террасы, мы делаем такое с весны. Это лид.',
    steps: [
      { by: 'head', act: 'write', text: 'Менеджер новый, про террасы не знал. Переслушаю.', after: 5 },
      {
        by: 'head',
        act: 'accept',
        classKey: 'windows',
        text: 'Переслушал: наш клиент, перезвонили сегодня.',
        after: 20,
      },
    ],
  },
  {
    ...{ was: ['spam'], claim: 'windows', opened: 17 * day },
    reason: 'Похоже на заявку: спрашивает о рассрочке на окна.',
    steps: [
      { by: 'head', act: 'write', text: 'Это банк предлагал нам рассрочку для клиентов, а не клиент.', after: 3 },
      { by: 'marketing', act: 'accept', classKey: 'spam', text: 'Дослушала до конца, согласна: банк.', after: 4 },
    ],
  },
  {
    ...{ was: ['windows'], claim: 'job_seeker', opened: 14 * day },
    reason: 'Человек спрашивал о работе монтажником, а стоит лид: кампания выглядит лучше, чем есть.',
    steps: [{ by: 'head', act: 'accept', classKey: 'job_seeker', text: 'Да, нажали не ту клавишу.', after: 22 }],
  },
  {
    ...{ was: ['wrong_number'], claim: 'repair', opened: 13 * day },
    reason: 'Не ошибся номером: просил заменить стеклопакет.',
    steps: [
      {
        by: 'head',
        act: 'offer',
        classKey: 'order_question',
        text: 'Стеклопакет по гарантии, заказ прошлого года.',
        after: 6,
      },
      {
        by: 'marketing',
        act: 'accept',
        classKey: 'order_question',
        text: 'Согласна: действующий клиент, не лид и не мусор.',
        after: 18,
      },
    ],
  },
  {
    ...{ was: ['spam'], claim: 'balcony', opened: 11 * day },
    reason: 'Спросил цену утепления лоджии и этаж назвал. Какой же это спам?',
    steps: [
      { by: 'head', act: 'write', text: 'Разговор 40 секунд, потом бросил трубку. Для нас это спам.', after: 8 },
      { by: 'marketing', act: 'write', text: 'Бросил, потому что ему не назвали цену.', after: 20 },
      {
        ...{ by: 'director', act: 'decide', classKey: 'balcony', after: 5 * day },
        text: 'Это обращение клиента. Цену «от» называем в первую минуту.',
      },
    ],
  },
  {
    ...{ was: ['not_our_service'], claim: 'windows', opened: 9 * day },
    reason: 'Просил окна в деревянный дом, у нас есть такая услуга.',
    steps: [
      { by: 'marketing', act: 'withdraw', text: 'Проверила: речь о деревянных рамах, не наш профиль.', after: 2 },
    ],
  },
  {
    ...{ was: ['not_our_service', 'spam'], claim: 'windows', opened: 8 * day },
    reason: 'Дважды повторил «три окна и дверь на кухню», а поставили мусор. По этой кампании так уже третий раз.',
    steps: [{ by: 'head', act: 'write', text: 'Он из другого города, мы туда не ездим.', after: 26 }],
  },
  {
    ...{ was: ['windows', 'balcony'], claim: 'measurement', opened: 30 },
    reason: 'Уточнял время уже назначенного замера: новый лид здесь посчитан второй раз.',
    steps: [
      {
        by: 'head',
        act: 'offer',
        classKey: 'order_question',
        text: 'Замер был, но спрашивал он о сроках монтажа.',
        after: 6,
      },
    ],
  },
  {
    ...{ was: ['spam', 'wrong_number'], claim: 'repair', opened: 26 },
    reason: 'Просил отрегулировать створку. Ремонт мы делаем, это лид.',
    steps: [],
  },
  {
    ...{ was: ['job_seeker', 'not_our_service'], claim: 'corporate', opened: 3 },
    reason: 'Представился прорабом, спрашивал об остеклении подъездов. Корпоративный заказ.',
    steps: [],
  },
]
