/** The same in both languages: Russian and English. */
export interface Words {
  readonly ru: string
  readonly en: string
}

/** What a setting is called, in the words of the provider's cabinet where it stands there. */
export interface SettingWords {
  readonly label: Words
  readonly hint?: Words
  /** What an empty field shows as an example. */
  readonly example?: string
  /** Of a `choice` its values, of `names` our words. */
  readonly choices?: Readonly<Record<string, Words>>
  /** Of `names`: what a word is called where nobody says otherwise. */
  readonly examples?: Readonly<Record<string, string>>
}

/** A text to copy into the provider's cabinet. `secret` is known only right after it was made. */
export interface Sample {
  readonly title: Words
  readonly text: (url: string, secret: string) => string
}

/** What the screen says about one provider beyond its name. One file beside this each, a line in index.ts and one in names.ts. */
export interface ProviderWords {
  /** One line of the catalogue: what comes in through it. */
  readonly about: Words
  /** Other names that people look for, in both languages. */
  readonly find: string
  /** What to do in the provider's cabinet, in the cabinet's own names of menus and fields, one step each. */
  readonly steps: readonly Words[]
  /** Labels of the adapter's `secrets` that are not made by us, by name. */
  readonly secrets: Readonly<Record<string, SettingWords>>
  /** Labels of the adapter's `fields`, by name. `timezone` needs one only where its time is not that of a provider’s cabinet. */
  readonly fields: Readonly<Record<string, SettingWords>>
  /** What our address is called in the cabinet; «Адрес» where left out. */
  readonly addressLabel?: Words
  /** The address to enter, where it is more than the path: `?secret=` behind it and the like. */
  readonly address?: (url: string, secret: string) => string
  readonly samples?: readonly Sample[]
}
