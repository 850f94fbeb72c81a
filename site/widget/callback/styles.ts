export const callbackStyles = `
.callback{padding:16px;overflow-y:auto}
.callback .lead{margin:0 0 16px;white-space:pre-line}
.callback .small{font-size:12px;margin:12px 0 0;color:var(--quiet)}
.callback .small a{color:inherit}
.callback .done{display:flex;flex-direction:column;align-items:center;justify-content:center;gap:8px;height:100%;text-align:center}
.callback .clock{font-size:44px;font-weight:600;font-variant-numeric:tabular-nums;line-height:1.1}
.callback .again{margin-block-start:16px;text-decoration:underline;text-underline-offset:2px;color:var(--quiet)}
`
