import type { ComponentChildren, JSX } from 'preact';
import card from '../../../models/card.json' with { type: 'json' };
import { bytesText, wholeText, dayText } from '../../locales/formats.ts';
import { text } from '../../locales/text.ts';
import type { RequestLog } from '../../platform/request-log.ts';
import type { StoredAmount } from '../../platform/stored-amount.ts';
import type { EngineReport } from '../../wire/commands.ts';
import { Section } from './section.tsx';
import type { Build } from './source.ts';

/** What was sent, from the count itself. */
export function Requests({ log }: { readonly log: RequestLog }): JSX.Element {
  return (
    <Section id="requests" title={text('about_requests')}>
      <p class="large">{text('about_requests_sent', { count: log.sent })}</p>
      <p>{text('about_requests_refused', { count: log.refused })}</p>
      {log.sent + log.refused > 0 && <p class="notice">{text('about_requests_alarm')}</p>}
      <p class="muted">{text('about_requests_how')}</p>
      <p class="muted">{text('about_requests_limits')}</p>
    </Section>
  );
}

/** What lies on this machine, counted and measured now. */
export function Stored({ stored }: { readonly stored: StoredAmount | null }): JSX.Element {
  return (
    <Section id="stored" title={text('about_stored')}>
      {stored === null ? (
        <p class="notice">{text('about_stored_unknown')}</p>
      ) : (
        <dl class="facts">
          <Fact name={text('about_stored_calls')}>{wholeText(stored.calls)}</Fact>
          <Fact name={text('about_stored_moments')}>{wholeText(stored.moments)}</Fact>
          <Fact name={text('about_stored_oldest')}>
            {stored.oldestAtMs === null ? text('about_stored_none') : dayText(stored.oldestAtMs)}
          </Fact>
          <Fact name={text('about_stored_history')}>{bytesText(stored.historyBytes)}</Fact>
          <Fact name={text('about_stored_settings')}>{bytesText(stored.settingsBytes)}</Fact>
        </dl>
      )}
      <p class="muted">{text('about_stored_where')}</p>
    </Section>
  );
}

/** The user's own answers to "is that right?". */
export function Tally({ tally }: Pick<StoredAmount, 'tally'>): JSX.Element {
  return (
    <Section id="tally" title={text('about_tally')}>
      <dl class="facts">
        {tally.map(({ expression, right, wrong }) => (
          <Fact key={expression} name={text(`expression_${expression}`)}>
            {text('about_tally_right', { right: wholeText(right), count: right + wrong })}
          </Fact>
        ))}
      </dl>
      <p class="muted">{text('about_tally_more')}</p>
    </Section>
  );
}

/** Which program, network and browser this is, and what computes. */
export function Versions({ engine, build }: { readonly engine: EngineReport | null; readonly build: Build }): JSX.Element {
  const versionOf = (name: string) => build.licences?.find((one) => one.name === name)?.version ?? '–';
  return (
    <Section id="versions" title={text('about_versions')}>
      <dl class="facts">
        <Fact name={text('about_version_extension')}>{build.extensionVersion}</Fact>
        <Fact name={text('about_version_model')}>
          {card.model.name} <code>{card.model.weightsSha256.slice(0, 12)}</code>
        </Fact>
        <Fact name={text('about_version_detector')}>{versionOf('@mediapipe/face_detection')}</Fact>
        <Fact name={text('about_version_tfjs')}>{versionOf('@tensorflow/tfjs-core')}</Fact>
        <Fact name={text('about_version_browser')}>{build.browserVersion}</Fact>
        <Fact name={text('about_backend')}>{engine ? text(`about_backend_${engine.backend}`) : text('about_backend_none')}</Fact>
      </dl>
    </Section>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
