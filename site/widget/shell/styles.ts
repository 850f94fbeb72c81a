/**
 * The shell's own styles. They live in a constructed sheet of a shadow root: the page's styles do not come in, ours do not
 * leak out, and a page whose policy forbids inline styles shows them all the same. A site sets `--lidoskop-*` to restyle.
 */
export const shellStyles = `
:host{all:initial;position:fixed;z-index:2147483000;inset-block-end:var(--lidoskop-bottom,20px);inset-inline-end:var(--lidoskop-side,20px);
  --accent:var(--lidoskop-accent,var(--set-accent,#0c6664));--on-accent:var(--lidoskop-on-accent,#fff);
  --surface:var(--lidoskop-surface,#fff);--soft:var(--lidoskop-soft,#f2f5f4);--ink:var(--lidoskop-ink,#17211f);--quiet:var(--lidoskop-quiet,#5a6865);
  --line:var(--lidoskop-line,#dbe2e0);--bad:var(--lidoskop-bad,#b3261e);--radius:var(--lidoskop-radius,14px);
  font:14px/1.45 var(--lidoskop-font,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Ubuntu,Arial,sans-serif);color:var(--ink)}
:host([data-side=left]){inset-inline-end:auto;inset-inline-start:var(--lidoskop-side,20px)}
:host([data-scheme=dark]){--surface:var(--lidoskop-surface,#1b2321);--soft:var(--lidoskop-soft,#26302d);--ink:var(--lidoskop-ink,#e8eeec);--quiet:var(--lidoskop-quiet,#a3b1ad);--line:var(--lidoskop-line,#36423f);--bad:var(--lidoskop-bad,#ff9d94)}
@media (prefers-color-scheme:dark){:host([data-scheme=auto]){--surface:var(--lidoskop-surface,#1b2321);--soft:var(--lidoskop-soft,#26302d);--ink:var(--lidoskop-ink,#e8eeec);--quiet:var(--lidoskop-quiet,#a3b1ad);--line:var(--lidoskop-line,#36423f);--bad:var(--lidoskop-bad,#ff9d94)}}
*,*::before,*::after{box-sizing:border-box}
[hidden]{display:none!important}
button,input,textarea,select{font:inherit;color:inherit}
button{cursor:pointer;border:0;background:none;padding:0}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.icon{width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round;flex:none;display:block}
.launcher{display:grid;place-items:center;width:56px;height:56px;border-radius:50%;background:var(--accent);color:var(--on-accent);box-shadow:0 6px 24px rgb(0 0 0/.22);position:relative;transition:transform .15s}
.launcher:hover{transform:scale(1.05)}
.launcher .icon{width:26px;height:26px}
.badge{position:absolute;inset-block-start:-2px;inset-inline-end:-2px;min-width:20px;height:20px;padding:0 5px;border-radius:10px;background:#b3261e;color:#fff;font-size:12px;font-weight:600;line-height:20px;text-align:center}
.panel{position:absolute;inset-block-end:72px;inset-inline-end:0;width:372px;height:min(580px,calc(100dvh - 120px));display:flex;flex-direction:column;overflow:hidden;background:var(--surface);border:1px solid var(--line);border-radius:var(--radius);box-shadow:0 14px 48px rgb(0 0 0/.24);outline:0}
:host([data-side=left]) .panel{inset-inline-end:auto;inset-inline-start:0}
.head{display:flex;align-items:center;gap:8px;min-height:52px;padding:6px 8px 6px 16px;background:var(--accent);color:var(--on-accent)}
.head h2{margin:0;font-size:16px;font-weight:600;flex:1;min-width:0;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
.head :focus-visible{outline-color:var(--on-accent);outline-offset:-3px}
.tabs{display:flex;flex:1;gap:2px;min-width:0}
.tab{padding:10px 12px;border-radius:8px;opacity:.85;display:flex;align-items:center;gap:6px;white-space:nowrap}
.tab[aria-selected=true]{opacity:1;font-weight:600;background:rgb(255 255 255/.18)}
.tab .count{min-width:18px;padding:0 5px;border-radius:9px;background:#b3261e;color:#fff;font-size:11px;font-weight:600;line-height:18px;text-align:center}
.shut{display:grid;place-items:center;width:40px;height:40px;border-radius:8px}
.shut:hover{background:rgb(255 255 255/.15)}
.body{flex:1;min-height:0;display:flex;flex-direction:column}
.body>*{flex:1;min-height:0}
.spoken{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.button{display:block;width:100%;padding:10px 16px;border-radius:10px;background:var(--accent);color:var(--on-accent);font-weight:600;text-align:center}
.button[disabled]{opacity:.55;cursor:default}
.field{display:block;margin:0 0 12px}
.field span{display:block;margin:0 0 4px;color:var(--quiet);font-size:13px}
.field input,.field textarea,.field select{width:100%;padding:9px 12px;border:1px solid var(--line);border-radius:10px;background:var(--surface)}
.field [aria-invalid=true]{border-color:var(--bad)}
.error{margin:0 0 12px;color:var(--bad);font-size:13px}
.quiet{color:var(--quiet)}
@media (max-width:520px){.panel{position:fixed;inset:0;width:auto;height:100dvh;border:0;border-radius:0}.field input,.field textarea,.field select{font-size:16px}:host([data-open]) .launcher{visibility:hidden}}
@media (prefers-reduced-motion:reduce){*{transition:none!important;animation:none!important}}
`

/** A constructed sheet is the only way that needs neither `style-src 'unsafe-inline'` nor another file. */
export function adopt(root: ShadowRoot, styles: readonly string[]): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles.join('\n'))
  root.adoptedStyleSheets = [sheet]
}
