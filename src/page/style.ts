import { createHash } from 'node:crypto';

/** The style sheet: system fonts, both colour schemes, one column on a phone. Text contrast is at least 4.5 : 1 in both. */
export const styleSheet = `:root {
  color-scheme: light dark;
  --ink: #1c2126; --soft: #57606a; --line: #d5dae0; --back: #ffffff; --raised: #f5f7f9; --link: #0757b0;
  --good: #136c2e; --watch: #7a5200; --bad: #b3161b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #e4e8ec; --soft: #a0a9b3; --line: #39424c; --back: #12161b; --raised: #1b2127; --link: #79b8ff;
    --good: #5fd37f; --watch: #e9b949; --bad: #ff8a84;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 76rem; padding: 1rem; background: var(--back); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
header { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; justify-content: space-between; }
h1 { font-size: 1.4rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 0 0 .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
p { margin: .25rem 0; }
a { color: var(--link); }
small { color: var(--soft); font-size: .85rem; }
th small, td small { display: block; font-weight: normal; }
code { background: var(--raised); padding: .1rem .3rem; border-radius: .2rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--soft); font-size: .85rem; padding-bottom: .25rem; }
th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { color: var(--soft); font-weight: 600; font-size: .85rem; white-space: nowrap; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.status { font-weight: 600; white-space: nowrap; }
.healthy { color: var(--good); }
.attention, .warning { color: var(--watch); }
.critical, .exhausted { color: var(--bad); }
.no_data { color: var(--soft); }
ul { margin: 0; padding-left: 1.2rem; }
li { overflow-wrap: anywhere; }
.columns { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); margin-top: 1.5rem; }
.notice { background: var(--raised); border: 1px solid var(--line); border-radius: .4rem; padding: 1rem; margin: 1rem 0; }
.cards tbody th, .cards .wide { min-width: 11rem; }
@media (max-width: 40rem) {
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards tbody tr { display: grid; grid-template-columns: repeat(3, 1fr); padding: .5rem 0; border-bottom: 1px solid var(--line); }
  .cards tbody th, .cards tbody td { border: 0; padding: .2rem 0; text-align: left; }
  .cards tbody th, .cards tbody .wide { grid-column: 1 / -1; }
  .cards td[data-label]::before { content: attr(data-label); display: block; color: var(--soft); font-size: .85rem; }
}
footer { margin-top: 1.5rem; border-top: 1px solid var(--line); padding-top: .5rem; color: var(--soft); font-size: .85rem; }
`;

/** Where the style sheet is served: its name changes with its text, so it may be kept for ever. */
export const stylePath = `/assets/cislo.${createHash('sha256').update(styleSheet).digest('hex').slice(0, 12)}.css`;
