import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { benjaminiHochberg, binomialProbability, binomialUpperTail, sampleSizeFor, wilson } from './proportions.ts'

describe('the interval of a share', () => {
  // Newcombe 1998, table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is the published one', (hits, of, low, high) => {
    const interval = wilson(hits, of)
    expect(interval?.low).toBeCloseTo(low, 4)
    expect(interval?.high).toBeCloseTo(high, 4)
  })

  it('of three junk contacts in a hundred reaches from 1.0 to 8.5 per cent: no verdict yet', () => {
    const interval = wilson(3, 100)
    expect(interval?.low).toBeCloseTo(0.01, 2)
    expect(interval?.high).toBeCloseTo(0.085, 3)
  })

  it('contains the share, stays within 0 and 1, and is the mirror image for misses', () => {
    fc.assert(
      fc.property(fc.nat(5000), fc.nat(5000), (hits, misses) => {
        fc.pre(hits + misses > 0)
        const interval = wilson(hits, hits + misses)
        const mirror = wilson(misses, hits + misses)
        if (!interval || !mirror) throw new Error('no interval')
        expect(interval.low).toBeGreaterThanOrEqual(0)
        expect(interval.high).toBeLessThanOrEqual(1)
        expect(interval.low).toBeLessThanOrEqual(interval.share)
        expect(interval.high).toBeGreaterThanOrEqual(interval.share)
        expect(interval.low).toBeCloseTo(1 - mirror.high, 12)
      }),
    )
  })

  it('does not exist where nothing was counted', () => expect(wilson(0, 0)).toBeNull())
})

/** The tail in exact fractions: chance = numerator / 1000. */
function exactTail(hits: number, of: number, numerator: number): number {
  let sum = 0n
  let choose = 1n
  for (let k = 0; k <= of; k++) {
    if (k >= hits) sum += choose * BigInt(numerator) ** BigInt(k) * BigInt(1000 - numerator) ** BigInt(of - k)
    choose = (choose * BigInt(of - k)) / BigInt(k + 1)
  }
  const scale = 10n ** 18n
  return Number((sum * scale) / 1000n ** BigInt(of)) / 1e18
}

describe('the exact binomial test', () => {
  it('knows the tea-tasting odds: nine or more right out of ten by guessing is 11 in 1,024', () => {
    expect(binomialUpperTail(9, 10, 0.5)).toBeCloseTo(11 / 1024, 14)
  })

  it('agrees with exact fractions', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.nat(300),
        fc.integer({ min: 1, max: 999 }),
        (of, some, chance) => {
          const hits = some % (of + 1)
          expect(binomialUpperTail(hits, of, chance / 1000)).toBeCloseTo(exactTail(hits, of, chance), 12)
        },
      ),
      { numRuns: 200 },
    )
  })

  it('stays exact for millions: about half of the time more than the mean', () => {
    expect(binomialUpperTail(300_000, 10_000_000, 0.03)).toBeCloseTo(0.5, 2)
    expect(binomialUpperTail(310_000, 10_000_000, 0.03)).toBeLessThan(1e-70)
    expect(binomialUpperTail(290_000, 10_000_000, 0.03)).toBeCloseTo(1, 12)
  })

  it('gives probabilities that add up to one', () => {
    const sum = Array.from({ length: 501 }, (_, k) => binomialProbability(k, 500, 0.03)).reduce((a, b) => a + b, 0)
    expect(sum).toBeCloseTo(1, 12)
  })

  it.each([
    [0, 10, 0.1, 1],
    [11, 10, 0.1, 0],
    [3, 10, 0, 0],
    [3, 10, 1, 1],
  ])('is certain at the ends: %i of %i at %f', (hits, of, chance, answer) => {
    expect(binomialUpperTail(hits, of, chance)).toBe(answer)
  })
})

describe('the control of false discoveries', () => {
  it('rejects the first four of the fifteen hypotheses of the original paper', () => {
    // Benjamini and Hochberg 1995, section 4: treatments after a heart attack.
    const published = [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ]
    const shuffled = [...published].reverse()
    const adjusted = benjaminiHochberg(shuffled)
    expect(shuffled.filter((_, i) => (adjusted[i] ?? 1) <= 0.05).sort()).toEqual(published.slice(0, 4))
  })

  it('leaves a single test as it is and never lowers a p-value', () => {
    expect(benjaminiHochberg([0.03])).toEqual([0.03])
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 50 }), (pValues) => {
        const adjusted = benjaminiHochberg(pValues)
        pValues.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p * (1 - 1e-12))
        })
      }),
    )
  })
})

/** How often the exact test at 5 % rings when the true share is `share`. */
function power(of: number, norm: number, share: number): number {
  let sum = 0
  for (let k = 0; k <= of; k++) {
    if (binomialUpperTail(k, of, norm) <= 0.05) sum += binomialProbability(k, of, share)
  }
  return sum
}

describe('the sample that is needed', () => {
  it('notices a share of twice the norm four times out of five, and one contact fewer would not do', () => {
    for (const norm of [0.02, 0.03, 0.05]) {
      const of = sampleSizeFor(norm, 2 * norm)
      expect(power(of, norm, 2 * norm)).toBeGreaterThanOrEqual(0.8)
      expect(power(of - 1, norm, 2 * norm)).toBeLessThan(0.8)
    }
  })

  it('is some three hundred contacts at the norm of 3 per cent', () => {
    expect(sampleSizeFor(0.03, 0.06)).toBeGreaterThan(257)
    expect(sampleSizeFor(0.03, 0.06)).toBeLessThan(330)
  })

  it('is refused where there is nothing to tell apart', () =>
    expect(() => sampleSizeFor(0.03, 0.03)).toThrow(RangeError))
})
