/** Style of the HTML report, in the colours of src/tokens.css. */
export const REPORT_STYLE = `
:root {
  color-scheme: light dark;
  --surface: light-dark(#ffffff, #1f1f1f);
  --raised: light-dark(#f3f6fc, #28292a);
  --text: light-dark(#1f1f1f, #e3e3e3);
  --muted: light-dark(#54585d, #b4b8bc);
  --outline: light-dark(#d5d9de, #44474a);
  --accent: light-dark(#0b57d0, #a8c7fa);
  --bar: light-dark(#7ba6e6, #4a6fa8);
  --mark: light-dark(#c05a00, #f3a35c);
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 900px; padding: 32px 24px 64px; background: var(--surface); color: var(--text);
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif; }
h1 { margin: 0; font-size: 24px; font-weight: 600; overflow-wrap: anywhere; }
h2 { margin: 40px 0 8px; font-size: 17px; font-weight: 600; }
p { margin: 4px 0; }
.muted, figcaption { color: var(--muted); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(120px, 1fr)); gap: 12px; margin: 24px 0 0; padding: 0; }
.figures div { padding: 12px 16px; border-radius: 12px; background: var(--raised); }
.figures dt { color: var(--muted); font-size: 13px; }
.figures dd { margin: 0; font-size: 22px; font-variant-numeric: tabular-nums; }
.notes { margin: 24px 0 0; padding: 12px 16px 12px 32px; border-radius: 12px; background: var(--raised); overflow-wrap: anywhere; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 0 32px; }
.wide { overflow-x: auto; }
figure { margin: 0; }
figcaption { font-size: 13px; max-width: 70ch; margin-bottom: 8px; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 4px 12px; text-align: right; border-bottom: 1px solid var(--outline); font-weight: 400; white-space: nowrap; }
th:first-child { text-align: left; padding-left: 0; }
thead th { color: var(--muted); font-size: 13px; }
tbody tr.total > * { font-weight: 600; }
details { margin-top: 8px; }
summary { cursor: pointer; color: var(--accent); }
svg { display: block; max-width: 100%; height: auto; }
.wide svg { max-width: none; }
svg text { fill: var(--muted); font-size: 12px; font-variant-numeric: tabular-nums; }
.cell rect { fill: color-mix(in oklab, var(--accent) calc(var(--share) * 0.4), var(--raised)); }
.cell text { fill: var(--text); }
.cell text.strong { font-weight: 600; }
.cell text.faint { fill: var(--muted); }
.grid { stroke: var(--outline); stroke-width: 1; fill: none; }
.bar { fill: var(--bar); }
.dot { fill: var(--accent); }
.guide { stroke: var(--mark); stroke-width: 1.5; stroke-dasharray: 5 4; fill: none; }
.line { stroke: var(--accent); stroke-width: 2; fill: none; }
.ring { fill: transparent; stroke: var(--mark); stroke-width: 2; }
`;
