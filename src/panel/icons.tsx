import type { JSX } from 'preact';
import type { Direction as Heading } from './trend.ts';

const ARROWS: Readonly<Record<Heading, string>> = {
  rising: 'M3 12 12 4M6 4h6v6',
  steady: 'M2 8h11M9 4l4 4-4 4',
  falling: 'M3 4l9 8M6 12h6V6',
};

/** An arrow; the word beside it says the same. */
export function Direction({ direction }: { readonly direction: Heading }): JSX.Element {
  return <Stroke d={ARROWS[direction]} />;
}

/** A circle with an exclamation mark. */
export function Attention(): JSX.Element {
  return <Stroke d="M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M8 4.6v4M8 11v.2" />;
}

/** A tick in a circle. */
export function Done(): JSX.Element {
  return <Stroke d="M8 1.8a6.2 6.2 0 1 1 0 12.4A6.2 6.2 0 0 1 8 1.8M5.2 8.2l2 2 3.8-4.2" />;
}

/** A microphone with a line through it. */
export function MicrophoneOff(): JSX.Element {
  return (
    <Stroke d="M6 6V4a2 2 0 0 1 4 0v4M6 6v2a2 2 0 0 0 3 1.7M3.8 8A4.2 4.2 0 0 0 10.6 11.3M12.2 8a4 4 0 0 1-.2 1.2M8 12.2V14M2.5 2.5l11 11" />
  );
}

/** Three bars of a voice. */
export function Voice(): JSX.Element {
  return <Stroke d="M4 6.5v3M8 3.5v9M12 5.5v5" />;
}

/** A pencil: something to put right. */
export function Pencil(): JSX.Element {
  return <Stroke d="M9.6 4.4l2 2M3 13l.6-2.6 7-7a1.4 1.4 0 0 1 2 0 1.4 1.4 0 0 1 0 2l-7 7z" />;
}

function Stroke({ d }: { readonly d: string }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true">
      <path d={d} />
    </svg>
  );
}
