declare module 'saxen' {
  type Attributes = Readonly<Record<string, string | undefined>>
  type Decode = (text: string) => string

  export class Parser {
    on(event: 'openTag', handler: (name: string, attributes: () => Attributes) => void): this
    on(event: 'closeTag', handler: (name: string) => void): this
    on(event: 'text', handler: (value: string, decode: Decode) => void): this
    on(event: 'cdata', handler: (value: string) => void): this
    on(event: 'error', handler: (error: Error) => void): this
    write(text: string): this
    end(): Error | undefined
  }
}
