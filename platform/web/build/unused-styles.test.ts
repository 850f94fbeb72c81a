import { expect, it } from 'vitest'
import { withoutUnused } from './unused-styles.ts'

it('styles of parts that no script uses are left out, everything else stays', () => {
  const css =
    '.m_aaaaaa{color:red}.m_bbbbbb{color:blue}.m_aaaaaa,.m_bbbbbb{margin:0}@media print{.m_bbbbbb{top:0}}body{margin:0}.own .m_aaaaaa{top:0}'
  expect(withoutUnused(css, new Set(['m_aaaaaa']))).toBe(
    '.m_aaaaaa{color:red}.m_aaaaaa{margin:0}body{margin:0}.own .m_aaaaaa{top:0}',
  )
})
