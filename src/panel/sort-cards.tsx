import type { JSX } from 'preact';
import { text } from '../locales/text.ts';
import { SORTINGS } from './card-order.ts';
import type { PanelStore } from './store.ts';

/** How the cards are ordered; of use only where there are several. */
export function SortCards({ store }: { readonly store: PanelStore }): JSX.Element | null {
  if (store.cards.value.length < 2) return null;
  return (
    <label class="sort">
      <span class="muted">{text('panel_sort')} </span>
      <select
        value={store.sorting.value}
        onChange={({ currentTarget }) => {
          const by = SORTINGS.find((sorting) => sorting === currentTarget.value);
          if (by) store.sortBy(by);
        }}
      >
        {SORTINGS.map((sorting) => (
          <option key={sorting} value={sorting}>
            {text(`sort_${sorting}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
