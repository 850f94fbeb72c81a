import jStat from 'jstat'

/**
 * The range in which the expected number of rare, independent events lies with 95 % confidence when `count` of them were seen.
 * Exact for the Poisson distribution: F. Garwood, Fiducial limits for the Poisson distribution, Biometrika 28 (1936).
 */
export function poissonRange(count: number): { readonly low: number; readonly high: number } {
  const low = count > 0 ? jStat.chisquare.inv(0.025, 2 * count) / 2 : 0
  return { low, high: jStat.chisquare.inv(0.975, 2 * count + 2) / 2 }
}
