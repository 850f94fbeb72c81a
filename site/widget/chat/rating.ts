import { element, icon, icons } from '../shell/dom.ts'
import type { Language } from '../shell/part.ts'
import { speak } from '../shell/texts.ts'
import { chatTexts } from './texts.ts'

/** One to five stars and a comment. */
export function ratingForm(language: Language, done: (score: number, comment: string) => void): HTMLFormElement {
  const t = speak(chatTexts, language)
  let score = 0
  const labels = [1, 2, 3, 4, 5].map((value) =>
    element(
      'label',
      {},
      element('input', {
        type: 'radio',
        name: 'score',
        value,
        'aria-label': t('stars', { score: value }),
        onchange: () => {
          score = value
          more.hidden = false
          for (const [index, label] of labels.entries()) label.toggleAttribute('data-on', index < value)
        },
      }),
      icon(icons.star),
    ),
  )
  const comment = element('textarea', { maxlength: 1_000, 'aria-label': t('comment'), placeholder: t('comment') })
  const more = element(
    'div',
    { hidden: true },
    comment,
    element('button', { type: 'submit', class: 'button' }, t('rateSend')),
  )
  return element(
    'form',
    {
      class: 'rate',
      onsubmit: (event) => {
        event.preventDefault()
        if (score > 0) done(score, comment.value.trim())
      },
    },
    element('fieldset', {}, element('legend', {}, t('rate')), element('div', { class: 'stars' }, ...labels)),
    more,
  )
}
