import type { JSX } from 'preact';
import { EXPRESSIONS, type ExpressionScores } from '../core/expression.ts';
import { listText, percentText } from '../locales/formats.ts';
import { text } from '../locales/text.ts';

/** Shares that are named; smaller ones are drawn only. */
const NAMED_FROM = 0.1;
/** Steps in which shares are told: single percents would flicker. */
const STEP = 0.05;

/** The shares of the expressions as one band, always in the same order, and the largest ones in words. */
export function ExpressionBand({ scores }: { readonly scores: ExpressionScores }): JSX.Element {
  const named = EXPRESSIONS.filter((name) => scores[name] >= NAMED_FROM).toSorted((a, b) => scores[b] - scores[a]);
  const shareOf = (names: readonly (typeof EXPRESSIONS)[number][]) => names.reduce((sum, name) => sum + scores[name], 0);
  const rounded = (name: (typeof EXPRESSIONS)[number]) => percentText(Math.round(scores[name] / STEP) * STEP);
  return (
    <div class="shares">
      <div class="band" aria-hidden="true">
        {EXPRESSIONS.map((name, index) => (
          // Each reaches to the end, and those that follow lie over it: so they only have to be moved.
          <span
            key={name}
            class="band-part"
            style={{ '--place': shareOf(EXPRESSIONS.slice(0, index)), background: `var(--expression-${name})` }}
          />
        ))}
      </div>
      <ul class="band-words muted" aria-label={text('panel_shares')}>
        {named.map((name) => (
          <li key={name}>
            <span class="band-key" aria-hidden="true" style={{ background: `var(--expression-${name})` }} />
            {listText([text(`expression_${name}`), rounded(name)])}
          </li>
        ))}
      </ul>
    </div>
  );
}
