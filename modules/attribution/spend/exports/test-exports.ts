/**
 * COMPOSED exports: no complete file of any of the three systems was published. Headings, separators, preambles, total lines, dashes and
 * number forms are those that public parsers and their tests say they met in real files, or that the provider documents; campaigns and
 * figures are made up here. What each one is composed of stands above it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Report wizard, CSV: four lines above the headings, `;`, decimal comma, `M-` ad ids, minus words, NBSP in thousands, Итого. */
export const directWizard = `"Мастер отчётов"
"Аккаунт: okna-msk"
"Период: 01.03.2026 - 02.03.2026, с НДС"

Дата;Кампания;№ Кампании;Группа;№ Группы;№ Объявления;Условие показа;№ Условия показа;Тип условия показа;Тип площадки;Показы;Клики;Расход (руб.)
01.03.2026;Окна Москва | Поиск;54321001;Пластиковые окна;410001;M-7001;купить окна -ремонт -бесплатно;9001;фраза;поиск;1010;21;505,50
01.03.2026;Окна Москва | Поиск;54321001;Пластиковые окна;410001;M-7002;купить окна -ремонт -бесплатно;9001;фраза;поиск;90;2;1\u00a0234,56
01.03.2026;Окна Москва | Поиск;54321001;Пластиковые окна;410001;M-7001;---autotargeting;9002;автотаргетинг;поиск;5;0;-
02.03.2026;Балконы РСЯ;54321002;Балконы;410002;M-7003;---autotargeting;9003;автотаргетинг;сети;700;8;0,07
02.03.2026;Балконы РСЯ;54321002;—;—;—;—;—;—;сети;10;1;100
Итого;;;;;—;;;;—;1815;32;1\u00a0840,13
`

/** New report: `;`, decimal point, «₽», no days, no total; the name of the campaign may be absent. */
export const directNew = `№ Кампании;Название кампании;Поисковый запрос;Заголовок;Текст;Расход, ₽;Клики;Конверсии;CR, %;CPA, ₽;CPC, ₽;CTR, %
707365438;Кампания;запрос;Заголовок;"Текст; с точкой
и второй строкой";471.00;100;3;3.00;157.00;4.71;2.50
707365438;Кампания;другой;Заголовок;Текст;0.01;1;0;0.00;-;0.01;2.50
`

/** Statistics of one campaign by day: the campaign and the whole stand above the days, «Расход c НДС» with a Latin c. */
export const directOneCampaign = `Кампания "Окна Москва | Поиск" (54321001), период 03.04.2026 - 05.04.2026
Всего;;Ср.расход за день (руб.);Показы;Клики;CTR (%);Расход c НДС (руб.);Ср. цена клика (руб.);Глубина (стр.);Конверсия (%)
с 03.04.2026 по 05.04.2026;;166,67;300;10;3,33;500,01;50,00;-;-

Дата;Показы;Клики;CTR (%);Расход c НДС (руб.);Ср. цена клика (руб.);Глубина (стр.);Конверсия (%)
03.04.2026;100;3;3,00;200,00;66,67;-;-
04.04.2026;100;3;3,00;150,00;50,00;-;-
05.04.2026;100;4;4,00;150,00;37,50;-;-
`

/**
 * API Reports v5, TSV in millionths (no header `returnMoneyInMicros: false`): the layout of the documentation, sums rounded
 * by rows. The quoted first line is how parsers meet it.
 */
export const directApi = `"Spend (2026-03-01 - 2026-03-02)"
Date\tCampaignId\tCampaignName\tAdGroupId\tAdGroupName\tCriterion\tImpressions\tClicks\tCost
2026-03-01\t54321001\tОкна Москва | Поиск\t410001\tПластиковые окна\tкупить окна -ремонт\t1010\t21\t505500000
2026-03-02\t54321002\t"Балконы ""под ключ"""\t--\t--\t--\t700\t8\t1234560000
2026-03-02\t54321002\t"Балконы ""под ключ"""\t410002\tБалконы\t---autotargeting\t7\t0\t--
Total rows: 3`

/** VK Реклама: the table of the sheet «Объявления». */
export const vkRows: readonly (readonly (string | number | Date)[])[] = [
  [
    'Дата',
    'ID кампании',
    'ID группы',
    'ID объявления',
    'Название объявления',
    'Показы',
    'Клики',
    'Результат',
    'Цена за результат, ₽',
    'Потрачено, ₽',
  ],
  [new Date(Date.UTC(2026, 2, 1)), '107921416', '5001', '9001', 'Балкон за день', 33_864, 96, 4, 638.99, 2555.98],
  [new Date(Date.UTC(2026, 2, 1)), '107921416', '5001', '9002', 'Балкон зимой', 100, 1, 0, '—', 471.00000000000006],
  [new Date(Date.UTC(2026, 2, 2)), '107921417', '5002', '9003', 'Окна', 10, 0, 0, '—', 0.1],
  ['Итого', '', '', '', '', 33_974, 97, 4, '', 3027.08],
]

/** Google Ads, by day: title, period, several totals that repeat the same money, ` --`, thousands within quotes. */
export const googleEnglish = `Campaign report
"September 1, 2026 - September 2, 2026"
Day,Campaign status,Campaign,Account,Campaign type,Impr.,Clicks,Cost,Conversions,Cost / conv.,Currency code
2026-09-01,Enabled,Brand | Search | MSK,Okna,Search,"12,034",842,"1,234.56",40.50,30.48,RUB
2026-09-01,Enabled,Brand | Search | MSK,Okna,Search,10,1,0.44,--,--,RUB
2026-09-02,Paused,"Окна, ""осень""",Okna,Search,100,10, --, --, --,RUB
2026-09-02,Enabled,Всего хорошего,Okna,Display,100,10,600.00,12,50.00,RUB
Total: Account,,--,--,--,"17,134","1,152","2,000.00",52.50,34.94,RUB
Total: Campaigns,,--,--,--,"12,244",863,"1,835.00",52.50,34.94,RUB
Total: Filtered campaigns,,--,--,--,"12,244",863,"1,835.00",52.50,34.94,RUB
`

/** Google Ads in Russian: Cost is «Цена», beside averages that begin with the same word. */
export const googleRussian = [
  'Отчет о кампаниях',
  '1 сентября 2026 г. - 2 сентября 2026 г.',
  [
    'День',
    'Кампания',
    'Код валюты',
    'Показы',
    'Клики',
    'Цена',
    'Ср. цена за клик',
    'CTR',
    'Конверсии',
    'Цена/конв.',
    'Ценность конверсии',
  ].join('\t'),
  ['2026-09-01', 'Бренд', 'RUB', '100', '10', '1\u00a0234,56', '123,46', '10,00 %', '2,00', '617,28', '0,00'].join(
    '\t',
  ),
  ['2026-09-02', 'Бренд', 'RUB', '50', '5', '65,44', '13,09', '10,00 %', '0,00', ' --', '0,00'].join('\t'),
  ['Всего: аккаунт', ' --', 'RUB', '150', '15', '1\u00a0300,00', '86,67', '10,00 %', '2,00', '650,00', '0,00'].join(
    '\t',
  ),
  '',
].join('\r\n')

/** Text as “CSV for Excel” writes it: UTF-16, little end first, with its mark. */
export const utf16 = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'))

/** Files of a test, gone at its end. */
export function testFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'lidoskop-exports-'))
  let count = 0
  return {
    put(content: string | Uint8Array): string {
      const path = join(folder, `file-${++count}`)
      writeFileSync(path, content)
      return path
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
