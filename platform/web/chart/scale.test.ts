import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelStep, scaleOf } from './scale.ts'

describe('the axis of a chart', () => {
  it('has round ticks from zero to above the largest figure', () => {
    expect(scaleOf([3, 17, 642]).ticks).toEqual([0, 200, 400, 600, 800])
    expect(scaleOf([0.034, 0.127]).ticks).toEqual([0, 0.05, 0.1, 0.15])
    expect(scaleOf([-30, 55]).ticks).toEqual([-50, -25, 0, 25, 50, 75])
  })

  it('exists even where there is nothing to show', () => {
    expect(scaleOf([]).ticks[0]).toBe(0)
    expect(scaleOf([0, 0]).max).toBeGreaterThan(0)
  })

  it('holds every figure, whatever they are', () => {
    const figure = fc.double({ min: -1e12, max: 1e12, noNaN: true }).filter((n) => n === 0 || Math.abs(n) > 1e-9)
    fc.assert(
      fc.property(fc.array(figure, { minLength: 1, maxLength: 20 }), (values) => {
        const scale = scaleOf(values)
        for (const value of values) {
          expect(scale.at(value)).toBeGreaterThanOrEqual(-1e-6)
          expect(scale.at(value)).toBeLessThanOrEqual(1 + 1e-6)
        }
        expect(scale.ticks.length).toBeLessThanOrEqual(8)
      }),
    )
  })

  it('leaves out labels that would touch', () => {
    expect(labelStep(40, 60)).toBe(1)
    expect(labelStep(40, 12)).toBe(5)
  })
})
