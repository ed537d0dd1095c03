import type { ComponentChildren, JSX } from 'preact';
import card from '../../../models/card.json' with { type: 'json' };
import { wholeText, preciseText } from '../../locales/formats.ts';
import { text } from '../../locales/text.ts';
import type { CardEvaluation, ModelCard as Card } from '../../wire/model-card.ts';
import { CoverageChart, ReliabilityChart } from './charts.tsx';
import { Confusion } from './confusion.tsx';
import { labelText } from './label-text.ts';
import { Numbers, Section, Table } from './section.tsx';

const { evaluations, limits, training, detector, affect, robustness } = card satisfies Card;
const main: CardEvaluation | undefined = evaluations.find(({ id }) => id === 'ferplus');

/** The model card: figures, charts, conditions, and what is not known. */
export function ModelCard(): JSX.Element {
  return (
    <>
      <Section id="card" title={text('about_card')}>
        <ul class="points">
          <li>{text('about_purpose_what')}</li>
          <li>{text('about_purpose_use')}</li>
          <li>{text('about_purpose_local')}</li>
        </ul>
        {main && <Figures evaluation={main} />}
      </Section>
      {main && <Charts evaluation={main} />}
      <Section id="robustness" title={text('about_robustness')}>
        <p class="muted">{text('about_robustness_more')}</p>
        <Conditions />
      </Section>
      <Section id="limits" title={text('about_limits')}>
        <English>
          {limits.map((limit) => (
            <p key={limit.title}>
              <strong>{limit.title}.</strong> {limit.text} <em>{limit.advice}</em>
            </p>
          ))}
        </English>
      </Section>
      <Section id="training" title={text('about_training')}>
        <English>
          <p>{training.summary}</p>
          {training.sources.map(({ name, what, terms, labels }) => (
            <p key={name}>
              <strong>{name}.</strong> {what}. {labels} <span class="muted">{terms}</span>
            </p>
          ))}
        </English>
      </Section>
      <div class="pair">
        <Section id="detector" title={text('about_detector')}>
          <English>
            <p>
              {detector.name}: {detector.source}. {detector.note}
            </p>
          </English>
        </Section>
        <Section id="affect" title={text('about_affect')}>
          <English>
            <p>{affect.source}</p>
            <ul class="points">
              {affect.limits.map((limit) => (
                <li key={limit}>{limit}</li>
              ))}
            </ul>
          </English>
        </Section>
      </div>
    </>
  );
}

function Figures({ evaluation }: { readonly evaluation: CardEvaluation }): JSX.Element {
  const { images, accuracy, meanRecall, macroF1, ece, threshold } = evaluation;
  const figures = [
    [text('about_card_accuracy'), accuracy],
    [text('about_card_recall'), meanRecall],
    [text('about_card_f1'), macroF1],
    [text('about_card_ece'), ece],
    [text('about_card_answered'), threshold.answered],
    [text('about_card_answered_right'), threshold.accuracy],
  ] as const;
  return (
    <>
      <p class="muted">
        {text('about_card_measured', { images })} {text('about_card_english')}
      </p>
      <dl class="figures">
        {figures.map(([name, share]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{share === null ? '–' : preciseText(share)}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Charts({ evaluation }: { readonly evaluation: CardEvaluation }): JSX.Element {
  const { perClass, confusion, reliability, coverage, threshold } = evaluation;
  const share = (value: number | null) => (value === null ? '–' : preciseText(value));
  return (
    <>
      <Section id="expressions" title={text('about_expressions')}>
        <Table
          label={text('about_expressions')}
          head={[text('about_expression'), text('about_precision'), text('about_recall'), text('about_images')]}
          rows={perClass.map(({ label, precision, recall, images }) => ({
            name: labelText(label),
            cells: [share(precision), share(recall), wholeText(images)],
          }))}
        />
      </Section>
      <Section id="confusion" title={text('about_confusion')}>
        <p class="muted">{text('about_confusion_more')}</p>
        <Confusion confusion={confusion} />
      </Section>
      <div class="pair">
        <Section id="reliability" title={text('about_reliability')}>
          <p class="muted">{text('about_reliability_more')}</p>
          <ReliabilityChart reliability={reliability} />
          <Numbers
            label={text('about_reliability')}
            head={[text('about_certainty'), text('about_accuracy'), text('about_images')]}
            rows={reliability.map(({ confidence, accuracy, images }) => ({
              name: share(confidence),
              cells: [share(accuracy), wholeText(images)],
            }))}
          />
        </Section>
        <Section id="coverage" title={text('about_coverage')}>
          <p class="muted">{text('about_coverage_more', { answered: share(threshold.answered), right: share(threshold.accuracy) })}</p>
          <CoverageChart coverage={coverage} threshold={threshold} />
          <Numbers
            label={text('about_coverage')}
            head={[text('about_coverage_share'), text('about_accuracy'), text('about_certainty')]}
            rows={coverage.map((point) => ({ name: share(point.coverage), cells: [share(point.accuracy), share(point.certainty)] }))}
          />
        </Section>
      </div>
    </>
  );
}

function Conditions(): JSX.Element {
  return (
    <Table
      label={text('about_robustness')}
      head={[
        text('about_condition'),
        text('about_card_accuracy'),
        text('about_card_recall'),
        text('about_card_ece'),
        text('about_accuracy_80'),
      ]}
      rows={robustness.conditions.map((one) => ({
        name: one.condition,
        more: (
          <English>
            {one.condition}
            <span class="how">{one.how}</span>
            {one.reason !== null && <span class="how">{one.reason}</span>}
          </English>
        ),
        cells: [one.ferplusAccuracy, one.meanRecall, one.ece, one.accuracyAt80Coverage].map(preciseText),
      }))}
    />
  );
}

/** What was measured, and how, is written anew with each measurement and not translated: a screen reader must not read them in another language's voice. */
function English({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return (
    <div class="english" lang="en" dir="ltr">
      {children}
    </div>
  );
}
