import '../../platform/web/theme/base.css'
import '@mantine/core/styles.layer.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { AddressProvider, cssVariables, Toasts, theme } from '../../platform/web/index.ts'
import { queries } from './queries.ts'
import { App } from './router.tsx'

// After an update of the server the old pages' parts are gone: load the new ones, once.
window.addEventListener('vite:preloadError', () => {
  const last = Number(sessionStorage.getItem('lidoskop.reloaded') ?? 0)
  if (Date.now() - last < 60_000) return
  sessionStorage.setItem('lidoskop.reloaded', String(Date.now()))
  location.reload()
})

const schemes = localStorageColorSchemeManager({ key: 'lidoskop.theme' })
const root = document.getElementById('root')
if (root)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        colorSchemeManager={schemes}
      >
        <QueryClientProvider client={queries}>
          <AddressProvider>
            <App />
          </AddressProvider>
          <Toasts />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
