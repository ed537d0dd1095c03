import type { JSX } from 'preact';
import { EXPRESSIONS, wholePercents } from '../../core/expression.ts';
import type { TrackedFace } from '../../core/face-tracks.ts';
import { percentText, signedText } from '../../locales/formats.ts';
import { text } from '../../locales/text.ts';
import { faceHeading } from './face-words.ts';

/** Every face in words and numbers, by its number in the picture. */
export function FaceList({ faces }: { readonly faces: readonly TrackedFace[] }): JSX.Element {
  return (
    <ol class="faces">
      {faces
        .toSorted((a, b) => a.number - b.number)
        .map((face) => (
          <FaceCard key={face.number} face={face} />
        ))}
    </ol>
  );
}

function FaceCard({ face }: { readonly face: TrackedFace }): JSX.Element {
  const { number, state, mood, scores, quality } = face;
  return (
    <li class="face" data-state={state}>
      <h4>
        <span class="face-number">{text('try_face', { number })}</span> <span class="face-words">{faceHeading(face)}</span>
      </h4>
      {scores ? (
        <>
          <Probabilities number={number} scores={scores} />
          <dl class="figures">
            <Figure name={text('try_quality')} value={percentText(quality)} />
            {mood && (
              <>
                <Figure name={text('try_certainty')} value={percentText(mood.certainty)} />
                <Figure name={text('try_valence')} value={signedText(mood.valence)} />
                <Figure name={text('try_arousal')} value={signedText(mood.arousal)} />
              </>
            )}
          </dl>
        </>
      ) : (
        <p class="muted">{text('try_not_read')}</p>
      )}
    </li>
  );
}

function Probabilities({ number, scores }: { readonly number: number; readonly scores: NonNullable<TrackedFace['scores']> }): JSX.Element {
  const percents = wholePercents(scores);
  return (
    <table class="probabilities">
      <caption class="hidden-text">{text('try_face_expressions', { number })}</caption>
      <thead class="hidden-text">
        <tr>
          <th scope="col">{text('try_expression')}</th>
          <th scope="col">{text('try_probability')}</th>
        </tr>
      </thead>
      <tbody>
        {EXPRESSIONS.map((name) => (
          <tr key={name}>
            <th scope="row">{text(`expression_${name}`)}</th>
            <td>
              <span class="bar" aria-hidden="true">
                <span class="bar-fill" style={{ inlineSize: `${percents[name]}%` }} />
              </span>
              <span class="percent">{percentText(percents[name] / 100)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
