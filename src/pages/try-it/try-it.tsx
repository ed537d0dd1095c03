import type { JSX } from 'preact';
import { text } from '../../locales/text.ts';
import { CameraSection } from './camera-section.tsx';
import { PictureCard } from './picture-card.tsx';
import { PictureInput } from './picture-input.tsx';
import type { TryItStore } from './store.ts';

/** The Try it page: what the engine reads in the user's own pictures and webcam. */
export function TryIt({ store }: { readonly store: TryItStore }): JSX.Element {
  const consented = store.consented.value;
  const pictures = store.pictures.value;
  return (
    <main aria-busy={consented === null}>
      <header class="head">
        <p class="brand">{text('product')}</p>
        <h1>{text('try_title')}</h1>
        <p class="lead">{text('try_lead')}</p>
        <p class="lead">
          <strong>{text('try_private')}</strong> {text('try_estimate')}
        </p>
      </header>
      {consented === null && <p class="waiting muted">{text('waiting')}</p>}
      {consented === false && (
        <div class="notice notice-consent">
          <p>{text('try_consent')}</p>
          <button type="button" class="button button-main" onClick={() => store.openSetup()}>
            {text('try_consent_open')}
          </button>
        </div>
      )}
      <div class="ways">
        <PictureInput store={store} off={!consented} />
        <CameraSection camera={store.camera} off={!consented} />
      </div>
      <EngineStart store={store} />
      {pictures.length > 0 && (
        <ul class="pictures" aria-label={text('try_pictures')}>
          {pictures.map((picture) => (
            <PictureCard key={picture.id} picture={picture} store={store} />
          ))}
        </ul>
      )}
    </main>
  );
}

/** The engine takes a moment to load, once. */
function EngineStart({ store }: { readonly store: TryItStore }): JSX.Element {
  const engine = store.engine.value;
  return (
    <div role="status">
      {engine?.phase === 'loading' && (
        <div class="loading">
          <p>{text(`load_${engine.step}`)}</p>
          <progress aria-label={text(`load_${engine.step}`)} max={1} value={engine.progress} />
        </div>
      )}
    </div>
  );
}
