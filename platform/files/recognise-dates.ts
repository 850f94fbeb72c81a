/** In which form a column writes its dates, told from all of its values together. */
import { type DateForm, dateForms, dateReader, readClock } from './dates.ts'

export interface DateGuess {
  /** Null where no form reads the column. */
  readonly form: DateForm | null
  /** Other forms that read the whole column as well: somebody must say which is meant. */
  readonly alternatives: readonly DateForm[]
}

/**
 * The form of a column of moments. `habit` is how the company's country writes (Russia: day first); it decides the proposal,
 * and `alternatives` tell that it was needed. Values with dots are day first everywhere that writes dots.
 * `now` rules out readings that lie in the future.
 */
export function recogniseDates(samples: readonly string[], options: { habit: 'dmy' | 'mdy'; now: Date }): DateGuess {
  const values = samples.map((sample) => sample.trim()).filter((sample) => sample !== '' && !/^0000-00-00/.test(sample))
  if (values.length === 0) return { form: null, alternatives: [] }
  const latest = options.now.getTime() + 36 * 3_600_000
  // One wrong value in twenty is a wrong row, not another form.
  const fits = (form: DateForm) => {
    const read = dateReader(form, 'UTC')
    return values.filter((value) => {
      const found = read(value)
      return found !== null && found.getTime() <= latest
    }).length
  }
  const scores = dateForms.map((form) => ({ form, count: fits(form) }))
  const most = Math.max(...scores.map((score) => score.count))
  if (most < values.length * 0.5) return { form: null, alternatives: [] }
  const best = scores.filter((score) => score.count === most).map((score) => score.form)
  const dotted = values.filter((value) => /^\d{1,2}\.\d{1,2}\./.test(value)).length >= most
  const dayMonth = best.filter((form) => form === 'dmy' || form === 'mdy' || form === 'ymd')
  if (dotted && dayMonth.includes('dmy')) return { form: 'dmy', alternatives: [] }
  const sorted = values.length >= 20 ? dayMonth.filter((candidate) => inOrder(values, candidate)) : []
  if (sorted.length === 1 && sorted[0] && best.length === dayMonth.length) return { form: sorted[0], alternatives: [] }
  const form = best.includes(options.habit) ? options.habit : (best[0] ?? null)
  return { form, alternatives: best.filter((other) => other !== form) }
}

/** Call records lie in the order of time, forwards or backwards; a wrong reading breaks it. */
function inOrder(values: readonly string[], form: DateForm): boolean {
  const read = dateReader(form, 'UTC')
  const times = values.flatMap((value) => read(value)?.getTime() ?? [])
  const steps = times.slice(1).map((time, i) => time - (times[i] ?? time))
  const hours = steps.filter((step) => Math.abs(step) > 3_600_000)
  return hours.every((step) => step > 0) || hours.every((step) => step < 0)
}

/** True where nearly every value is a time of day without a date. */
export const isClockColumn = (samples: readonly string[]): boolean => {
  const values = samples.filter((sample) => sample.trim() !== '')
  return values.length > 0 && values.filter((value) => readClock(value) !== null).length >= values.length * 0.9
}
