const prefix = /^\s*(?:(?:re|aw|sv|fw|fwd|ответ|отв|на|пересл|wg)\s*(?:\[\d+\])?\s*[:：]\s*)+/i
const answer = /^\s*(?:re|aw|sv|ответ|отв)\s*(?:\[\d+\])?\s*[:：]/i

/** The subject without its `Re:`, `Fwd:`, «Ответ:», as it is shown. */
export const plainSubject = (subject: string): string => subject.replace(prefix, '').replace(/\s+/g, ' ').trim()

/** How subjects are compared. */
export const subjectKey = (subject: string): string => plainSubject(subject).toLowerCase().slice(0, 200)

/** The subject says that the letter answers another. */
export const saysAnswer = (subject: string): boolean => answer.test(subject)

/** The subject of an answer. */
export const answerSubject = (subject: string): string =>
  saysAnswer(subject) ? subject : `Re: ${plainSubject(subject) || '…'}`
