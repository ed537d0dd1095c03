import type { JSX } from 'preact';
import { text } from '../../locales/text.ts';
import type { Licences as List } from '../../wire/licences.ts';
import { Section } from './section.tsx';

/** Everything inside that is not our own code, with its licence's words. */
export function Licences({ licences }: { readonly licences: List | null }): JSX.Element {
  return (
    <Section id="licences" title={text('about_licences')}>
      {licences === null ? (
        <p class="notice">{text('about_licences_unreadable')}</p>
      ) : (
        <>
          <p class="muted">{text('about_licences_more')}</p>
          <ul class="licences">
            {licences.map(({ name, version, licence, text: words }) => (
              <li key={name}>
                <details>
                  <summary>
                    <bdi>
                      {name} {version}
                    </bdi>{' '}
                    <span class="muted">{licence}</span>
                  </summary>
                  {words === null ? (
                    <p class="muted">{text('about_licence_no_text', { licence })}</p>
                  ) : (
                    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
                    <pre class="scroll" lang="en" dir="ltr" tabIndex={0}>
                      {words}
                    </pre>
                  )}
                </details>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
