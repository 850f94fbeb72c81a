import { person } from './setting.ts'

/** The agency that advertises for both companies: one login, two guests' places. */
export const agency = person('agency', 'Агентство «Клик»', 'agency', null, null, null, { mayEnter: true })
