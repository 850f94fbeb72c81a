import { expect, test } from 'vitest'
import { textOfHtml } from './html-text.ts'
import { cutText } from './quote.ts'

const shown = (text: string) => cutText(text).shown

test.each([
  [
    'Gmail',
    'Да, подходит.\n\nпн, 2 мар. 2026 г. в 10:15, Отдел продаж <sales@firma.ru>:\n\n> Цена 5 000\n> С уважением',
  ],
  [
    'Gmail in two lines',
    'Да, подходит.\n\nпн, 2 мар. 2026 г. в 10:15, Отдел продаж Очень Длинное Имя\n<sales@firma.ru>:\n\n> Цена 5 000',
  ],
  ['Apple Mail', 'Да, подходит.\n\nOn 2 Mar 2026, at 10:15, Sales <sales@firma.ru> wrote:\n\n> Цена 5 000'],
  ['mail.ru', 'Да, подходит.\n\nПонедельник, 2 марта 2026, 10:15 +03:00 от Отдел продаж <sales@firma.ru>:\nЦена 5 000'],
  ['Яндекс', 'Да, подходит.\n\n02.03.2026, 10:15, "Отдел продаж" <sales@firma.ru>:\n> Цена 5 000'],
  ['The Bat', 'Да, подходит.\n\nВы писали 2 марта 2026 г., 10:15:15:\n> Цена 5 000'],
  ['Thunderbird', 'Да, подходит.\n\n02.03.2026 10:15, Отдел продаж пишет:\n> Цена 5 000'],
  [
    'Outlook',
    'Да, подходит.\n\nОт: Отдел продаж <sales@firma.ru>\nОтправлено: 2 марта 2026 г. 10:15\nКому: anna@client.ru\nТема: Окна\n\nЦена 5 000',
  ],
  ['Outlook in English', 'Да, подходит.\n\n-----Original Message-----\nFrom: Sales\nSent: Monday\n\nЦена 5 000'],
  [
    'a phone',
    'Да, подходит.\n\nОтправлено с iPhone\n\n> 2 марта 2026 г., в 10:15, Sales написал(а):\n> \n> Цена 5 000',
  ],
  ['a signature', 'Да, подходит.\n\n-- \nАнна Петрова\n+7 916 123-45-67'],
  ['a farewell', 'Да, подходит.\n\nС уважением,\nАнна Петрова\nООО «Ромашка»'],
])('%s: only what was written now is shown', (_, text) => {
  expect(cutText(text)).toEqual({ shown: 'Да, подходит.', cut: true })
})

test('answers between the quoted lines stay with what they answer', () => {
  const text = '> Сколько окон?\nПять.\n> Когда?\nЗавтра.'
  expect(cutText(text)).toEqual({ shown: text, cut: false })
})

test('a forwarded letter is the matter itself', () => {
  const text =
    'Посмотрите\n\n-------- Пересылаемое сообщение --------\nОт: Борис\nДата: вчера\nКому: Анна\n\nНужны окна'
  expect(shown(text)).toBe(text)
})

test('a letter of nothing but history is shown whole, and an ordinary one is left alone', () => {
  expect(shown('> Цена 5 000')).toBe('> Цена 5 000')
  expect(cutText('Здравствуйте!\n\nНужны окна: 3 шт.\nСрок: неделя')).toMatchObject({ cut: false })
  expect(cutText('')).toEqual({ shown: '', cut: false })
})

test('a long hostile letter costs no more than its length', () => {
  const longest = 200_000
  const began = performance.now()
  for (const line of [
    '> a',
    'От: x',
    `on ${'a '.repeat(90)}`,
    `${'1 '.repeat(140)}:`,
    '-- ',
    '<<<<',
    '<a <a <a',
    ' ',
  ]) {
    const text = `${line}\n`.repeat(longest / line.length)
    cutText(text)
    textOfHtml(text)
  }
  // All of it takes about a second; costs that grow with the square would take hours.
  expect(performance.now() - began).toBeLessThan(60_000)
})

test('HTML becomes its text: no programs, no styles, quotes marked, entities read', () => {
  const html = `<html><head><title>t</title><style>p{color:red}</style></head><body><script>alert(1)</script>
    <p>Здравствуйте,&nbsp;<b>Анна</b>!</p><div>Цена&#58; 5&#x20;000 &lt;руб&gt; &amp; скидка</div><ul><li>раз</li><li>два</li></ul>
    <!-- тайное --><blockquote>старое<br>письмо</blockquote>a < b</body></html>`
  expect(textOfHtml(html)).toBe(
    'Здравствуйте, Анна!\n\nЦена: 5 000 <руб> & скидка\n\n• раз\n• два\n\n> старое\n> письмо\n\na < b',
  )
})
