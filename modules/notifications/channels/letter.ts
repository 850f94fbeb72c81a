/** What a letter says. Pure. */
import type { Language } from '../../../kernel/problem-texts.ts'
import { escapeMarkup, heading, type Telling } from './channel.ts'

export interface Letter {
  readonly subject: string
  readonly text: string
  readonly html: string
}

const words = {
  ru: {
    product: 'Лидоскоп',
    open: 'Открыть',
    why: 'Письмо пришло по настройкам уведомлений.',
    settings: 'Настроить',
    stop: 'Не присылать такие письма',
  },
  en: {
    product: 'Lidoskop',
    open: 'Open',
    why: 'You get this letter as your notifications are set.',
    settings: 'Change them',
    stop: 'Send no such letters',
  },
} as const satisfies Record<Language, Record<string, string>>

const safe = (text: string): string => escapeMarkup(text).replaceAll('"', '&quot;')

/** The letter in its reader's language; times are left to the mail program's own date. */
export function letterOf(telling: Telling, links: { readonly settings: string; readonly unsubscribe: string }): Letter {
  const { items, language, company } = telling
  const say = words[language]
  const [first] = items
  const subject = items.length === 1 && first ? first.title : heading(telling)
  const text = [
    ...items.map(({ title, details, url }) => [title, details, url].filter(Boolean).join('\n')),
    `--\n${say.product}, ${company}. ${say.why}\n${say.settings}: ${links.settings}\n${say.stop}: ${links.unsubscribe}`,
  ].join('\n\n')
  const html = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${safe(subject)}</title></head>
<body style="margin:0;padding:24px 16px;background:#f4f5f7;font:15px/1.5 -apple-system,'Segoe UI',Roboto,Arial,sans-serif;color:#1d2733">
<div style="max-width:560px;margin:0 auto">
<p style="margin:0 0 12px;color:#5b6775">${safe(company)}</p>
${items
  .map(
    ({ title, details, url }) =>
      `<div style="margin:0 0 12px;padding:16px 20px;background:#fff;border:1px solid #dfe3e8;border-radius:8px">
<p style="margin:0;font-weight:600">${safe(title)}</p>${
        details ? `\n<p style="margin:6px 0 0;white-space:pre-line">${safe(details)}</p>` : ''
      }
<p style="margin:12px 0 0"><a href="${safe(url)}" style="color:#1f5fbf">${say.open}</a></p>
</div>`,
  )
  .join('\n')}
<p style="margin:16px 0 0;font-size:13px;color:#5b6775">${safe(say.product)}. ${say.why}
<a href="${safe(links.settings)}" style="color:#5b6775">${say.settings}</a> ·
<a href="${safe(links.unsubscribe)}" style="color:#5b6775">${say.stop}</a></p>
</div></body></html>`
  return { subject, text: `${text}\n`, html }
}
