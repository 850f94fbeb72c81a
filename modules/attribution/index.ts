export { originFigures } from './figures/rollup.ts'
export { sourcesReport } from './report.ts'
export { migrations } from './tables.ts'
