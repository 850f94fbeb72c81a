import type { Part } from '../shell/part.ts'

export const chatStyles = ''

/** Live chat with the company's people. */
export const chat: Part = {
  name: 'chat',
  load: async () => null,
}
