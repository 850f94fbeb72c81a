export { type ApiClient, type ModuleApi, moduleApi } from './api/client.ts'
export { type ApiProblem, problemOf } from './api/problem.ts'
export { Chart } from './chart/chart.tsx'
export type { Category, ChartPoint, ChartSpec, Mark, Series } from './chart/spec.ts'
export { createFormat, type Format } from './format/format.ts'
export { useFormat } from './format/use-format.ts'
export { LiveProvider, useLive, useLiveState } from './live/live.tsx'
export { Confirm, Dialog } from './parts/confirm.tsx'
export { CopyField } from './parts/copy-field.tsx'
export { DropZone } from './parts/drop-zone.tsx'
export { Explain } from './parts/explain.tsx'
export { FigureLink } from './parts/figure-link.tsx'
export { GoLink, useGo } from './parts/go-link.tsx'
export { useHotkeys } from './parts/hotkeys.ts'
export { Interval } from './parts/interval.tsx'
export { KeyFigure, KeyFigures } from './parts/key-figure.tsx'
export { Page, Panel } from './parts/page.tsx'
export { ProgressBar } from './parts/progress-bar.tsx'
export { Empty, ErrorState, Loaded, Loading, Waiting } from './parts/states.tsx'
export { Toasts, toast, toastError } from './parts/toasts.tsx'
export { usePhone, useTouch } from './parts/use-phone.ts'
export { type Tone, Verdict, Verdicts } from './parts/verdict.tsx'
export { type FilterOption, FilterSelect } from './report/filter-select.tsx'
export { interactionsLink, useInteractionsLink, useScreenLink } from './report/links.ts'
export { type ChosenPeriod, type Period, type Preset, periodBefore, presetPeriod } from './report/period.ts'
export { PeriodPicker } from './report/period-picker.tsx'
export { ReportBar } from './report/report-bar.tsx'
export { type FilterValues, type ReportFilter, useReportFilter } from './report/use-report-filter.ts'
export { type Address, goTo } from './router/address.ts'
export { ErrorBoundary } from './router/error-boundary.tsx'
export {
  AddressProvider,
  ReplaceWith,
  type Route,
  Routes,
  useAddress,
  useParams,
  usePending,
} from './router/router.tsx'
export { listOf, oneOf, parseSearch, type Search, writeSearch } from './router/search.ts'
export { defineScreens, type NavGroup, navGroups, type Screen } from './screens/screen.ts'
export type { Column, Sort } from './table/column.ts'
export { DataTable, type DataTableProps } from './table/data-table.tsx'
export { More } from './table/more.tsx'
export { type Language, language, setLanguage, useLanguage } from './texts/language.ts'
export { productTexts, useActorName } from './texts/product-texts.ts'
export { roleTexts } from './texts/role-texts.ts'
export { defineTexts, say, type Text, type Translate, useTexts } from './texts/texts.ts'
export { cssVariables, theme } from './theme/theme.ts'
export {
  type OpenWorkspace,
  useCan,
  useMaybeWorkspace,
  useWorkspace,
  WorkspaceProvider,
} from './workspace/workspace.tsx'
