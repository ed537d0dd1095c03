import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Trouble } from '../../core/trouble.ts';
import { text } from '../../locales/text.ts';
import type { CameraProblem } from './camera.ts';
import type { CameraStore, CameraView } from './camera-store.ts';
import { FaceList } from './face-list.tsx';
import { Marks } from './marks.tsx';

const CAMERA_PROBLEMS: readonly string[] = ['refused', 'absent', 'busy', 'failed', 'unplugged', 'hidden'] satisfies CameraProblem[];

/** The own webcam with start and stop. */
export function CameraSection({ camera, off }: { readonly camera: CameraStore; readonly off: boolean }): JSX.Element {
  const view = camera.view.value;
  const asking = camera.asking.value;
  const problem = camera.problem.value;
  const on = view !== null || asking;
  return (
    <section class="camera" aria-labelledby="camera-title">
      <h2 id="camera-title">{text('try_camera')}</h2>
      <p class="muted">{text('try_camera_more')}</p>
      <button
        type="button"
        class={on ? 'button' : 'button button-main'}
        aria-disabled={off}
        onClick={() => !off && (on ? camera.stop() : void camera.start())}
      >
        {text(on ? 'try_camera_stop' : 'try_camera_start')}
      </button>
      <div role="status" class="status">
        {asking && <p class="notice">{text('try_camera_asking')}</p>}
        {problem !== null && <p class="notice">{problemWords(problem)}</p>}
        {view && <p class={view.size && view.faces.length === 0 ? 'notice' : 'muted'}>{stateWords(view)}</p>}
      </div>
      {view && <Live camera={camera} view={view} />}
    </section>
  );
}

function Live({ camera, view }: { readonly camera: CameraStore; readonly view: CameraView }): JSX.Element {
  const video = useRef<HTMLVideoElement>(null);
  const { stream, size, faces } = view;
  useEffect(() => {
    const element = video.current;
    if (!element) return;
    element.srcObject = stream;
    // The browser itself begins only what is in sight, and the video may be below the window's edge.
    element.play().catch((error: unknown) => stream.active && console.warn(error));
    void camera.follow(element);
    return () => {
      element.srcObject = null;
    };
  }, [camera, stream]);
  return (
    <div class="result">
      <div class="stage">
        {/* Mirrored, as everybody knows the own picture. */}
        <video ref={video} class="mirrored" muted playsInline aria-label={text('try_camera_label', { count: faces.length })} />
        {size && <Marks faces={faces} width={size.width} height={size.height} mirrored />}
      </div>
      <FaceList faces={faces} />
    </div>
  );
}

function stateWords({ size, faces }: CameraView): string {
  if (size === null) return text('try_camera_opening');
  return faces.length === 0 ? text('try_camera_no_face') : text('try_faces', { count: faces.length });
}

function problemWords(problem: CameraProblem | Trouble): string {
  return isCameraProblem(problem) ? text(`try_camera_${problem}`) : text(`trouble_${problem}`);
}

const isCameraProblem = (problem: string): problem is CameraProblem => CAMERA_PROBLEMS.includes(problem);
