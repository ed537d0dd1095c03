import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ParticipantId } from '../core/identity.ts';
import type { PanelStore } from './store.ts';

interface DetailButtonProps {
  readonly store: PanelStore;
  /** Null is the room. */
  readonly subject: ParticipantId | null;
  readonly name: string;
}

/** A name that opens the whole call of its person, or of the room. Back from there it has the focus again. */
export function DetailButton({ store, subject, name }: DetailButtonProps): JSX.Element {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (store.returnsTo(subject)) button.current?.focus();
  }, [store, subject]);
  return (
    <button ref={button} type="button" class="name-button" onClick={() => store.openDetail(subject)}>
      <bdi>{name}</bdi>
    </button>
  );
}
