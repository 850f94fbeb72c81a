export const callbackTexts = {
  callback: { ru: 'Звонок', en: 'Call me' },
  title: { ru: 'Мы перезвоним', en: 'We call you back' },
  soon: {
    ru: 'Оставьте номер: перезвоним за {time}.',
    en: 'Leave your number: we call within {time}.',
  },
  closed: {
    ru: 'Сейчас мы не работаем. Выберите время или оставьте номер: позвоним, как только откроемся.',
    en: 'We are closed right now. Choose a time, or leave your number: we call as soon as we open.',
  },
  phone: { ru: 'Телефон', en: 'Telephone' },
  name: { ru: 'Имя (не обязательно)', en: 'Name (optional)' },
  when: { ru: 'Когда позвонить', en: 'When to call' },
  now: { ru: 'Как можно скорее', en: 'As soon as possible' },
  call: { ru: 'Жду звонка', en: 'Call me' },
  consent: {
    ru: 'Нажимая кнопку, вы соглашаетесь на обработку данных',
    en: 'By pressing the button you agree to the processing of your data',
  },
  wrong: { ru: 'Напишите номер с кодом города или оператора', en: 'Write the number with its area code' },
  often: { ru: 'Слишком много запросов. Попробуйте через минуту.', en: 'Too many requests. Try again in a minute.' },
  offline: {
    ru: 'Нет связи. Номер не отправлен: попробуйте ещё раз.',
    en: 'No connection. The number was not sent: try again.',
  },
  calling: { ru: 'Звоним вам', en: 'We are calling you' },
  left: { ru: 'Позвоним через', en: 'We call in' },
  soonNow: { ru: 'Вот-вот позвоним. Спасибо, что ждёте!', en: 'We call any moment. Thank you for waiting!' },
  at: { ru: 'Позвоним {time}', en: 'We call {time}' },
  another: { ru: 'Другой номер', en: 'Another number' },
  seconds: { ru: '{n} сек', en: '{n} seconds' },
  minutes: { ru: '{n} мин', en: '{n} minutes' },
} as const
