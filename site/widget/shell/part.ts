/** What the shell and the parts of the widget (chat, callback) know of each other. A part is one line in `site/widget/index.ts`. */

export type Language = 'ru' | 'en'

/** The server that the script came from, and the site that it speaks for. */
export interface SiteServer {
  /** `https://lidoskop.example` */
  readonly base: string
  /** The site's public key. */
  readonly key: string
  /** What the visit script knows of this visitor; nulls where it does not run or consent was refused. */
  visit(): { readonly visitor: string | null; readonly visit: string | null }
  /** `https://lidoskop.example/site/<key>/…` */
  address(path: string): string
}

export interface Look {
  /** CSS colour of the launcher, of buttons and of the visitor's own words. */
  readonly accent?: string
  readonly side?: 'left' | 'right'
  readonly scheme?: 'light' | 'dark' | 'auto'
}

/** What the shell gives to a part that is shown. */
export interface Frame {
  readonly language: Language
  readonly site: SiteServer
  /** A number on the launcher and on the part's tab; 0 takes it away. */
  badge(count: number): void
  /** Opens the panel with this part. */
  open(): void
  isOpen(): boolean
  /** Says something to those who listen instead of looking. */
  announce(text: string): void
}

export interface MountedPart {
  readonly node: HTMLElement
  /** The part is seen from now on: connect, mark as read. */
  shown(): void
  hidden(): void
  /** Where the keyboard begins. */
  focus(): void
}

export interface LoadedPart {
  /** Heads the panel where this is its only part. */
  readonly title: string
  /** Name of its tab where there are more, in the visitor's language. */
  readonly tab: string
  readonly look?: Look
  mount(frame: Frame): MountedPart
}

export interface Part {
  readonly name: string
  /** Asks the server whether the site offers this now; null where it does not. Must never throw. */
  load(site: SiteServer, language: Language): Promise<LoadedPart | null>
}
