export const chatStyles = `
.chat{display:flex;flex-direction:column}
.chat>.chat{flex:1;min-height:0}
.chat .bar{display:flex;align-items:center;gap:8px;padding:8px 16px;border-block-end:1px solid var(--line);color:var(--quiet);font-size:13px}
.chat .dot{width:8px;height:8px;border-radius:50%;background:var(--quiet)}
.chat .bar[data-there] .dot{background:#2a9d58}
.chat .lost{padding:8px 16px;background:var(--soft);color:var(--bad);font-size:13px}
.chat .flow{flex:1;overflow-y:auto;padding:16px;display:flex;flex-direction:column;gap:8px;overscroll-behavior:contain}
.chat .flow>:first-child{margin-block-start:auto}
.chat ol{list-style:none;margin:0;padding:0;display:flex;flex-direction:column;gap:8px}
.chat .hello{margin:0;padding:10px 14px;border-radius:12px;background:var(--soft);align-self:flex-start;max-width:85%;white-space:pre-line}
.chat .one{max-width:85%;align-self:flex-start;display:flex;flex-direction:column}
.chat .one[data-mine]{align-self:flex-end;align-items:flex-end}
.chat .words{padding:8px 12px;border-radius:12px;background:var(--soft);white-space:pre-wrap;overflow-wrap:anywhere}
.chat .one[data-mine] .words{background:var(--accent);color:var(--on-accent)}
.chat .words a{color:inherit}
.chat .about{font-size:12px;color:var(--quiet);margin-block-start:2px}
.chat .event{align-self:center;color:var(--quiet);font-size:12px;padding:2px 8px;text-align:center}
.chat .file{display:flex;align-items:center;gap:8px;text-align:start;text-decoration:underline;text-underline-offset:2px}
.chat .thumb{display:block;max-width:220px;max-height:180px;border-radius:8px}
.chat .typing{min-height:18px;padding:0 16px;color:var(--quiet);font-size:12px}
.chat .write{display:flex;align-items:flex-end;gap:4px;padding:8px;border-block-start:1px solid var(--line)}
.chat .write textarea{flex:1;min-width:0;border:0;resize:none;background:none;padding:8px;max-height:120px;outline-offset:0;border-radius:8px}
.chat .tool{display:grid;place-items:center;width:40px;height:40px;border-radius:10px;color:var(--quiet)}
.chat .tool:hover{background:var(--soft);color:var(--ink)}
.chat .tool.go{color:var(--accent)}
.chat form.ask{padding:16px;overflow-y:auto;flex:1}
.chat form.ask>p{margin:0 0 16px;white-space:pre-line}
.chat form.ask .small{font-size:12px;margin:12px 0 0;color:var(--quiet)}
.chat form.ask a{color:inherit}
.chat .rate{border-block-start:1px solid var(--line);padding:12px 16px;display:flex;flex-direction:column;gap:8px;max-height:60%;overflow-y:auto}
.chat .rate fieldset{border:0;margin:0;padding:0}
.chat .rate legend{padding:0;margin-block-end:6px;font-weight:600}
.chat .stars{display:flex;gap:4px}
.chat .stars label{position:relative;display:grid;place-items:center;width:40px;height:40px;border-radius:8px;color:var(--quiet);cursor:pointer}
.chat .stars input{position:absolute;inset:0;opacity:0;margin:0;cursor:pointer}
.chat .stars label:has(:focus-visible){outline:2px solid var(--accent)}
.chat .stars label[data-on]{color:#d99a06}
.chat .stars label[data-on] .icon{fill:currentColor}
.chat .rate textarea{width:100%;border:1px solid var(--line);border-radius:10px;background:none;padding:8px 12px;resize:vertical;min-height:60px}
@media (max-width:520px){.chat textarea,.chat input{font-size:16px!important}}
`
