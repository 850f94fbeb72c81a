/** The few functions of jstat that we use; the package brings no types of its own. */
declare module 'jstat' {
  const jStat: {
    readonly chisquare: {
      /** Quantile of the chi-squared distribution: `p` within 0–1, `degrees` > 0. */
      inv(p: number, degrees: number): number
    }
    readonly studentt: {
      /** Quantile of Student's distribution: `p` within 0–1, `degrees` > 0. */
      inv(p: number, degrees: number): number
    }
  }
  export default jStat
}
