const TAG = 'moodline-notice';

/** The texts of the notice. They are asked for while the extension lives: an orphaned script can ask no more. */
export interface NoticeTexts {
  readonly sentence: string;
  readonly close: string;
}

/** Says one sentence in the page, the only thing that is ever drawn there: in a closed shadow root, until it is closed. */
export function showNotice(page: Document, { sentence, close }: NoticeTexts): void {
  hideNotice(page);
  const host = page.createElement(TAG);
  // Set one by one: a page's policy may forbid style elements and attributes.
  Object.assign(host.style, {
    all: 'initial',
    position: 'fixed',
    insetBlockStart: '16px',
    insetInlineEnd: '16px',
    zIndex: '2147483647',
    maxWidth: '320px',
    padding: '12px 16px',
    borderRadius: '8px',
    background: '#26211d',
    color: '#fff',
    font: '14px/1.4 system-ui, sans-serif',
    boxShadow: '0 2px 12px rgb(0 0 0 / 40%)',
  });
  const text = Object.assign(page.createElement('p'), { textContent: sentence, dir: 'auto' });
  Object.assign(text.style, { margin: '0 0 8px' });
  text.setAttribute('role', 'alert');
  const button = Object.assign(page.createElement('button'), { type: 'button', textContent: close });
  Object.assign(button.style, { font: 'inherit', padding: '4px 12px', borderRadius: '6px', border: '1px solid #fff', background: 'none' });
  Object.assign(button.style, { color: 'inherit', cursor: 'pointer' });
  button.addEventListener('click', () => host.remove());
  host.attachShadow({ mode: 'closed' }).append(text, button);
  page.documentElement.append(host);
}

/** Takes the notice away, also one of an earlier version of the extension. */
export function hideNotice(page: Document): void {
  for (const notice of page.querySelectorAll(TAG)) notice.remove();
}
