import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { text } from '../../locales/text.ts';
import { LARGEST_MEGAPIXELS } from './decode.ts';
import { MAXIMUM_PICTURES, type TryItStore } from './store.ts';

interface PictureInputProps {
  readonly store: TryItStore;
  /** Nothing may be read yet. */
  readonly off: boolean;
}

/** Three ways to give pictures: choose, drop anywhere on the page, paste. */
export function PictureInput({ store, off }: PictureInputProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [empty, setEmpty] = useState(false);
  // Before anything is painted: what is dropped on the page as soon as it is seen must not be lost.
  useLayoutEffect(() => {
    const life = new AbortController();
    const { signal } = life;
    const take = (files: Iterable<File> | undefined) => {
      setOver(false);
      if (off) return;
      const given = [...(files ?? [])];
      setEmpty(given.length === 0);
      store.add(given);
    };
    // Without this the browser would leave the page and open the file.
    addEventListener('dragover', (event) => [event.preventDefault(), setOver(true)], { signal });
    addEventListener('dragleave', ({ relatedTarget }) => relatedTarget === null && setOver(false), { signal });
    addEventListener('drop', (event) => [event.preventDefault(), take(event.dataTransfer?.files)], { signal });
    addEventListener('paste', ({ clipboardData }) => take(clipboardData?.files), { signal });
    return () => life.abort();
  }, [store, off]);
  return (
    <section class={over && !off ? 'drop drop-over' : 'drop'} aria-labelledby="pictures-title">
      <h2 id="pictures-title">{text('try_pictures')}</h2>
      <button type="button" class="button button-main" aria-disabled={off} onClick={() => !off && input.current?.click()}>
        {text('try_choose')}
      </button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          setEmpty(false);
          store.add([...(currentTarget.files ?? [])]);
          // The same file may be chosen again.
          currentTarget.value = '';
        }}
      />
      <p>{text('try_drop')}</p>
      <p class="muted">{text('try_kinds', { megapixels: LARGEST_MEGAPIXELS })}</p>
      <p class="refusal" role="alert">
        {store.tooMany.value && text('try_too_many', { count: MAXIMUM_PICTURES })}
        {empty && text('try_no_files')}
      </p>
    </section>
  );
}
