import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { text } from '../../locales/text.ts';
import { annotatedPng } from './annotate.ts';
import { LARGEST_MEGAPIXELS } from './decode.ts';
import { FaceList } from './face-list.tsx';
import { Marks } from './marks.tsx';
import type { Picture, TryItStore } from './store.ts';

type Read = Extract<Picture['progress'], { phase: 'read' }>;
type Failed = Extract<Picture['progress'], { phase: 'failed' }>;

interface PictureCardProps {
  readonly picture: Picture;
  readonly store: TryItStore;
}

/** One picture: how far it is, then its faces drawn over it and listed beside it. */
export function PictureCard({ picture, store }: PictureCardProps): JSX.Element {
  const { id, file, progress } = picture;
  return (
    <li class="picture" data-phase={progress.phase}>
      <div class="picture-head">
        <h3>
          <bdi>{file.name}</bdi>
        </h3>
        <button
          type="button"
          class="button-text"
          aria-label={text('try_remove_label', { name: isolated(file.name) })}
          onClick={() => store.remove(id)}
        >
          {text('try_remove')}
        </button>
      </div>
      {progress.phase === 'waiting' && <p class="muted">{text('try_waiting')}</p>}
      {progress.phase === 'reading' && <p class="muted">{text('try_reading')}</p>}
      {progress.phase === 'failed' && <p class="notice">{problemWords(progress.problem)}</p>}
      {progress.phase === 'read' && <Result file={file} read={progress} />}
    </li>
  );
}

function Result({ file, read }: { readonly file: File; readonly read: Read }): JSX.Element {
  const { faces, width, height } = read;
  const name = isolated(file.name);
  const [failed, setFailed] = useState(false);
  const download = async (): Promise<void> => {
    const png = await annotatedPng(file, faces, width);
    setFailed(png === null);
    if (png) save(png, `${file.name.replace(/\.[^.]*$/, '')}-moodline.png`);
  };
  return (
    <div class="result">
      <div class="shown">
        <div class="stage">
          <Preview bitmap={read.preview} label={text('try_picture_label', { name, count: faces.length })} />
          <Marks faces={faces} width={width} height={height} />
        </div>
        {faces.length > 0 && (
          <button type="button" class="button" aria-label={text('try_download_label', { name })} onClick={() => void download()}>
            {text('try_download')}
          </button>
        )}
        <p class="refusal" role="alert">
          {failed && text('try_download_failed')}
        </p>
      </div>
      {faces.length === 0 ? <p class="notice">{text('try_no_face')}</p> : <FaceList faces={faces} />}
    </div>
  );
}

function Preview({ bitmap, label }: { readonly bitmap: ImageBitmap; readonly label: string }): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => canvas.current?.getContext('2d')?.drawImage(bitmap, 0, 0), [bitmap]);
  return <canvas ref={canvas} role="img" aria-label={label} width={bitmap.width} height={bitmap.height} />;
}

function problemWords(problem: Failed['problem']): string {
  if (problem === 'too-large') return text('try_problem_too-large', { megapixels: LARGEST_MEGAPIXELS });
  if (problem === 'broken' || problem === 'not-a-picture') return text(`try_problem_${problem}`);
  return text(`trouble_${problem}`);
}

/** A file's name inside a sentence: its own direction must not turn the words around it. */
const isolated = (name: string): string => `\u2068${name}\u2069`;

function save(png: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(png);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
