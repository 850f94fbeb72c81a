import type { ChatFile, ChatMessage } from '../../../modules/chat/rules.ts'
import { element, icon, icons } from '../shell/dom.ts'
import type { Frame } from '../shell/part.ts'
import { speak } from '../shell/texts.ts'
import { download, thumbnail } from './files.ts'
import { chatTexts } from './texts.ts'

const link = /https?:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]]/g

/** A text with its addresses as links; nothing else of it is anything but text. */
function words(text: string): HTMLElement {
  const made = element('div', { class: 'words' })
  let from = 0
  for (const { 0: address, index } of text.matchAll(link)) {
    made.append(text.slice(from, index))
    made.append(element('a', { href: address, target: '_blank', rel: 'noopener noreferrer nofollow' }, address))
    from = index + address.length
  }
  made.append(text.slice(from))
  return made
}

/** Makes the entries of the conversation. */
export function createBubbles(frame: Frame, token: () => string | null) {
  const t = speak(chatTexts, frame.language)
  const clock = new Intl.DateTimeFormat(frame.language === 'ru' ? 'ru-RU' : 'en-GB', {
    hour: '2-digit',
    minute: '2-digit',
  })

  function fileOf(file: ChatFile): HTMLElement {
    if (file.deleted) return element('span', {}, `${file.name}: ${t('fileDeleted')}`)
    const button = element(
      'button',
      {
        type: 'button',
        class: 'file',
        'aria-label': t('download', { name: file.name }),
        onclick: () => void download(frame.site, token() ?? '', file).catch(() => undefined),
      },
      icon(icons.file),
      file.name,
    )
    void thumbnail(frame.site, token() ?? '', file).then((address) => {
      if (!address) return
      // A page that forbids pictures from memory shows the name instead.
      const picture = element('img', { class: 'thumb', alt: file.name, onload: () => button.replaceChildren(picture) })
      picture.src = address
    })
    return button
  }

  return {
    of(message: ChatMessage): HTMLElement {
      if (message.event) {
        const { kind, by, score } = message.event
        const said =
          kind === 'joined' && by
            ? t('joined', { name: by })
            : kind === 'closed'
              ? t('closed')
              : kind === 'rated'
                ? t('rated', { score: score ?? '' })
                : ''
        return element('li', { class: 'event', hidden: said === '' }, said)
      }
      const mine = message.author === 'client'
      const body = message.file ? element('div', { class: 'words' }, fileOf(message.file)) : null
      const about = element('span', { class: 'about' })
      about.textContent = `${mine ? '' : `${message.name ?? t('company')} · `}${clock.format(new Date(message.at))}`
      return element(
        'li',
        { class: 'one', 'data-mine': mine, 'data-seq': message.seq },
        element('span', { class: 'spoken' }, mine ? t('you') : ''),
        body,
        message.text ? words(message.text) : null,
        about,
      )
    },
    waiting(text: string): HTMLElement {
      return element(
        'li',
        { class: 'one', 'data-mine': true },
        words(text || '📎'),
        element('span', { class: 'about' }, t('sending')),
      )
    },
  }
}
