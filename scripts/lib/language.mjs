const told = process.env.LIDOSKOP_LANG || process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || ''
const inRussian = /^ru/i.test(told)

/** A sentence in the language of the terminal, as the command line chooses it (app/commands/language.ts). */
export const inLanguage = (russian, english) => (inRussian ? russian : english)
