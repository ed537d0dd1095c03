import { useLayoutEffect } from 'preact/hooks';

/** Calls `leave` on the Escape key while `active`. */
export function useEscape(leave: () => void, active = true): void {
  useLayoutEffect(() => {
    if (!active) return;
    const life = new AbortController();
    addEventListener('keydown', ({ key }) => key === 'Escape' && leave(), { signal: life.signal });
    return () => life.abort();
  }, [active, leave]);
}
