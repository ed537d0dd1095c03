import type { ComponentChildren, JSX } from 'preact';
import { text } from '../../locales/text.ts';

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A titled part of the page; others may link to `#id`. */
export function Section({ id, title, children }: SectionProps): JSX.Element {
  return (
    <section id={id} class="part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}

interface TableProps {
  readonly label: string;
  readonly head: readonly string[];
  /** `name` heads the row; no two rows have the same. */
  readonly rows: readonly { readonly name: string; readonly more?: ComponentChildren; readonly cells: readonly string[] }[];
}

/** A table that scrolls by itself where it is wider than the page. */
export function Table({ label, head, rows }: TableProps): JSX.Element {
  return (
    // The keyboard scrolls what it can focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div class="scroll" role="region" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, more, cells }) => (
            <tr key={name}>
              <th scope="row">{more ?? name}</th>
              {head.slice(1).map((column, index) => (
                <td key={column}>{cells[index]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The numbers behind a chart. */
export function Numbers(table: TableProps): JSX.Element {
  return (
    <details>
      <summary>{text('about_numbers')}</summary>
      <Table {...table} />
    </details>
  );
}
