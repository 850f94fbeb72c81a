import { totalmem } from 'node:os'

/** PostgreSQL's settings by name. */
export type Settings = Readonly<Record<string, string | number>>

const mb = 1024 * 1024
const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, Math.round(value)))

/** Memory that this process may use, in MB: a container's limit counts, the whole machine does not. */
function memory(): number {
  const limit = process.constrainedMemory?.() ?? 0
  return Math.min(limit > 0 ? limit : Number.POSITIVE_INFINITY, totalmem()) / mb
}

/** For reports over millions of rows beside a steady stream of small writes, on a machine that we share with node. */
export function productionSettings(available = memory()): Settings {
  return {
    shared_buffers: `${clamp(available / 8, 128, 2048)}MB`,
    effective_cache_size: `${clamp(available / 2, 256, 65_536)}MB`,
    work_mem: `${clamp(available / 256, 8, 64)}MB`,
    maintenance_work_mem: `${clamp(available / 32, 64, 512)}MB`,
    max_connections: 80,
    fsync: 'on',
    synchronous_commit: 'on',
    max_wal_size: '2GB',
    min_wal_size: '256MB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: 0.9,
    // After a crash: one call for the whole file system instead of opening and syncing every file.
    ...(process.platform === 'linux' ? { recovery_init_sync_method: 'syncfs' } : {}),
    // Compiling a query costs more than any of ours takes.
    jit: 'off',
    random_page_cost: 1.1,
    // Roll-up rows change often and facts only grow: both want a vacuum (and fresh statistics) sooner than the defaults.
    autovacuum_naptime: '15s',
    autovacuum_vacuum_scale_factor: 0.05,
    autovacuum_vacuum_insert_scale_factor: 0.05,
    autovacuum_analyze_scale_factor: 0.02,
    track_io_timing: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_line_prefix: '%m [%p] ',
    log_checkpoints: 'off',
  }
}

/** For tests: the same dialect and plans, nothing kept through a power cut. */
export const testSettings: Settings = {
  ...productionSettings(4096),
  shared_buffers: '256MB',
  max_connections: 200,
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  autovacuum: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
}

/** Command-line parameters of `postgres`. */
export const asParameters = (settings: Settings): string[] =>
  Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
