// Before anything is drawn: the remembered theme and language, so that a dark room gets no white flash.
;(() => {
  let scheme = 'auto'
  let language = null
  try {
    scheme = localStorage.getItem('lidoskop.theme') || 'auto'
    language = localStorage.getItem('lidoskop.language')
  } catch {
    // Storage is forbidden: the browser's own preferences hold.
  }
  const dark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  document.documentElement.style.background = dark ? '#121917' : '#f6f8f7'
  if (language) document.documentElement.lang = language
})()
