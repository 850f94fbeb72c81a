import { Problem } from '../../../kernel/problem.ts'
import type { Choices } from './choices.ts'
import type { Profile } from './profiles/profile.ts'
import { meaningsOf } from './profiles/words.ts'

/**
 * Refuses choices that mean nothing: a field that the profile has not, a meaning that no direction, outcome, kind or class has.
 * @throws Problem invalid_value with the place in the choices
 */
export function checkChoices(choices: Choices, profile: Profile, classes: ReadonlyMap<string, string>): void {
  for (const field of Object.keys(choices.columns ?? {})) {
    if (!(field in profile.fields)) throw new Problem('invalid_value', { field: `columns.${field}` }, { value: field })
  }
  const classKeys = new Set(classes.values())
  const check = (place: string, field: string, meaning: string): void => {
    const known = field === 'class' ? classKeys.has(meaning) : (meaningsOf[field]?.includes(meaning) ?? true)
    if (meaning !== '' && !known) throw new Problem('invalid_value', { field: `${place}.${field}` }, { value: meaning })
  }
  for (const [field, meaning] of Object.entries(choices.constants ?? {})) check('constants', field, meaning)
  for (const [field, meanings] of Object.entries(choices.values ?? {})) {
    for (const meaning of Object.values(meanings)) check('values', field, meaning)
  }
}
