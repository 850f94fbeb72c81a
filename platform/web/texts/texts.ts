import { useMemo } from 'react'
import { type Language, useLanguage } from './language.ts'

/** Forms of a Russian text by `{count}`: 1 звонок, 2 звонка, 5 звонков. */
export interface RussianForms {
  readonly one: string
  readonly few: string
  readonly many: string
}

/** Forms of an English text by `{count}`. */
export interface EnglishForms {
  readonly one: string
  readonly other: string
}

export interface Text {
  readonly ru: string | RussianForms
  readonly en: string | EnglishForms
}

export type Texts = Readonly<Record<string, Text>>

type Names<Line> = Line extends `${string}{${infer Name}}${infer Rest}` ? Name | Names<Rest> : never
type Lines<Side> = Side extends string ? Side : Side[keyof Side]
type Counted<Side> = Side extends string ? never : 'count'
/** The names that a text's values must have: those in braces, and `count` where it has forms. */
type ValueNames<Entry extends Text> =
  | Names<Lines<Entry['ru']>>
  | Names<Lines<Entry['en']>>
  | Counted<Entry['ru']>
  | Counted<Entry['en']>
type Values<Entry extends Text> = {
  readonly [Name in ValueNames<Entry>]: Name extends 'count' ? number : string | number
}
type ValueArguments<Entry extends Text> = [ValueNames<Entry>] extends [never] ? [] : [values: Values<Entry>]

export type Translate<All extends Texts> = <Key extends keyof All & string>(
  key: Key,
  ...values: ValueArguments<All[Key]>
) => string

/** Declares the texts of a screen. A missing language, a missing key or a missing value is a compile error. */
export const defineTexts = <const All extends Texts>(texts: All): All => texts

const rules = { ru: new Intl.PluralRules('ru'), en: new Intl.PluralRules('en') }
const numbers = { ru: new Intl.NumberFormat('ru'), en: new Intl.NumberFormat('en') }

/** The line of a text in a language, with its values put in. Numbers are grouped the way the language groups them. */
export function say(text: Text, language: Language, values: Readonly<Record<string, string | number>> = {}): string {
  const side = text[language]
  const line = typeof side === 'string' ? side : form(side, language, Number(values.count))
  return line.replace(/\{(\w+)\}/g, (all, name: string) => {
    const value = values[name]
    return value === undefined ? all : typeof value === 'number' ? numbers[language].format(value) : value
  })
}

function form(forms: RussianForms | EnglishForms, language: Language, count: number): string {
  const rule = rules[language].select(count)
  // Fractions are `other` in Russian and take the form of «few»: 2,5 звонка.
  if ('few' in forms) return rule === 'one' ? forms.one : rule === 'many' ? forms.many : forms.few
  return rule === 'one' ? forms.one : forms.other
}

/** `t('key', { name: 'value' })` in a given language. */
export const translator =
  <All extends Texts>(texts: All, language: Language): Translate<All> =>
  (key, ...values) => {
    const text = texts[key]
    return text ? say(text, language, values[0] as Record<string, string | number> | undefined) : key
  }

/** `t('key', { name: 'value' })` in the language of the interface. */
export function useTexts<All extends Texts>(texts: All): Translate<All> {
  const language = useLanguage()
  return useMemo(() => translator(texts, language), [texts, language])
}
