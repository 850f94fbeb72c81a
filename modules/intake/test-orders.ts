import fc from 'fast-check'
import { expect } from 'vitest'

/**
 * Tells stories of the same events in the order in which they happened, and again shuffled, doubled and cut short: both must
 * leave the same record. `story` tells events of the given places about the call `id` and returns what is recorded then.
 */
export async function everyOrder(
  count: number,
  story: (id: string, order: readonly number[]) => Promise<unknown>,
): Promise<void> {
  let run = 0
  const places = Array.from({ length: count }, (_, place) => place)
  const tell = async (id: string, order: readonly number[]): Promise<unknown> =>
    JSON.parse(JSON.stringify(await story(id, order)).replaceAll(id, 'id'))
  await fc.assert(
    fc.asyncProperty(
      fc
        .subarray(places, { minLength: 1 })
        .chain((some) =>
          fc.tuple(
            fc.constant(some),
            fc.shuffledSubarray(some, { minLength: some.length }),
            fc.array(fc.constantFrom(...some), { maxLength: 3 }),
          ),
        ),
      async ([straight, shuffled, again]) => {
        run += 1
        // Identities of one length and without letters: some providers count their calls.
        const id = (kind: number) => `${900_000 + kind * 1_000 + run}`
        expect(await tell(id(1), [...shuffled, ...again])).toEqual(await tell(id(2), straight))
      },
    ),
    { numRuns: 15, seed: 20_261_124 },
  )
}
