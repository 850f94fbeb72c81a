import { type Plugin, runnerImport } from 'vite'
import { slimContract } from './slim-contract.ts'

const name = 'virtual:lidoskop-contract'

/**
 * Gives the browser the addresses of all operations without their schemas: zod stays on the server.
 * `file` exports the root contract as `contract`.
 */
export function contractPlugin(file: string): Plugin {
  return {
    name: 'lidoskop-contract',
    resolveId: (id) => (id === name ? `\0${name}` : null),
    async load(id) {
      if (id !== `\0${name}`) return null
      const { module, dependencies } = await runnerImport<{ contract: object }>(file, { logLevel: 'error' })
      for (const dependency of dependencies) this.addWatchFile(dependency)
      return `export default ${JSON.stringify(slimContract(module.contract))}`
    },
  }
}
