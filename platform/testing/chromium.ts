import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'

export interface Chromium {
  readonly path: string
  readonly env: Readonly<Record<string, string>>
}

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The machine's own Chromium, or the one that the npm package carries, unpacked once into the temporary folder. */
export function findChromium(): Chromium {
  const asked = process.env.CHROMIUM_PATH
  const installed = asked ?? systemNames.map(which).find(Boolean)
  if (installed) return { path: installed, env: {} }
  const folder = unpack()
  return {
    path: join(folder, 'chromium'),
    env: {
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
      ...(hasLibrary('libnss3') ? {} : { LD_LIBRARY_PATH: join(folder, 'lib') }),
    },
  }
}

const quiet = { encoding: 'utf8' as const, stdio: ['ignore', 'pipe', 'ignore'] satisfies ('ignore' | 'pipe')[] }

function which(name: string): string | undefined {
  try {
    return execFileSync('which', [name], { ...quiet }).trim() || undefined
  } catch {
    return undefined
  }
}

function hasLibrary(name: string): boolean {
  try {
    return execFileSync('ldconfig', ['-p'], { ...quiet }).includes(name)
  } catch {
    return false
  }
}

/** Unpacked beside its final place and then renamed: several runs at once never see half a browser. */
function unpack(): string {
  const home = dirname(dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'))))
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  const folder = join(tmpdir(), `lidoskop-chromium-${version}-${process.getuid?.() ?? 0}`)
  if (existsSync(join(folder, 'chromium'))) return folder
  const making = mkdtempSync(`${folder}-`)
  const packed = (name: string) => brotliDecompressSync(readFileSync(join(home, 'bin', name)))
  writeFileSync(join(making, 'chromium'), packed('chromium.br'), { mode: 0o755 })
  for (const name of ['fonts.tar.br', 'al2023.tar.br', 'swiftshader.tar.br'])
    execFileSync('tar', ['-x', '-C', making], { input: packed(name) })
  mkdirSync(join(making, 'cache'), { recursive: true })
  writeFileSync(join(making, 'fonts.conf'), fontsConf(folder))
  try {
    renameSync(making, folder)
  } catch {
    rmSync(making, { recursive: true, force: true })
  }
  return folder
}

const fontsConf = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'cache')}</cachedir>
</fontconfig>
`
