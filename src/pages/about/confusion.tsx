import type { JSX } from 'preact';
import { wholeText, percentText } from '../../locales/formats.ts';
import { text } from '../../locales/text.ts';
import type { CardEvaluation } from '../../wire/model-card.ts';
import { labelText } from './label-text.ts';

/** The confusion matrix: a table whose fields are shaded, so that it is its own text. */
export function Confusion({ confusion: { labels, rows } }: Pick<CardEvaluation, 'confusion'>): JSX.Element {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div class="scroll" role="region" aria-label={text('about_confusion_label')} tabIndex={0}>
      <table class="confusion">
        <thead>
          <tr>
            <th scope="col">{text('about_confusion_corner')}</th>
            {labels.map((label) => (
              <th key={label} scope="col">
                {labelText(label)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => {
            const total = row.reduce((a, b) => a + b, 0);
            return (
              <tr key={labels[index]}>
                <th scope="row">{labelText(labels[index] ?? '')}</th>
                {row.map((count, column) => (
                  <Field key={labels[column]} count={count} share={total === 0 ? 0 : count / total} />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Field({ count, share }: { readonly count: number; readonly share: number }): JSX.Element {
  return (
    <td style={{ '--share': `${Math.round(100 * share)}%` }} title={percentText(share)}>
      {wholeText(count)}
    </td>
  );
}
