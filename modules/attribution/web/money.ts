/** Rounded to whole units (roubles): for figures that are compared, not added up. */
export const wholeUnits = (minor: number | null): number | null =>
  minor === null ? null : Math.round(minor / 100) * 100
