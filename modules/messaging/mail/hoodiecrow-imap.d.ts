declare module 'hoodiecrow-imap' {
  interface Folder {
    readonly 'special-use'?: string
    readonly uidvalidity?: number
    readonly messages?: readonly { readonly raw: string; readonly internaldate?: string; readonly uid?: number }[]
    readonly separator?: string
    readonly folders?: Readonly<Record<string, Folder>>
  }
  interface Server {
    readonly server: import('node:net').Server
    listen(port: number, host: string, ready: () => void): void
    close(done: () => void): void
    appendMessage(folder: string, flags: readonly string[], internaldate: Date | string, raw: string): void
    getMailbox(folder: string): { readonly messages: readonly { readonly raw: string; readonly uid: number }[] }
  }
  export default function hoodiecrow(options: {
    readonly plugins?: readonly string[]
    readonly users?: Readonly<Record<string, { readonly password: string }>>
    readonly storage?: Readonly<Record<string, Folder>>
  }): Server
}
