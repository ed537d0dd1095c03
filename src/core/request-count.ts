/** What became of a request to anywhere but the extension itself: sent, or refused by the security policy before that. */
export const REQUEST_FATES = ['sent', 'refused'] as const;
export type RequestFate = (typeof REQUEST_FATES)[number];

/** A page or a worker, as far as its requests can be watched. */
export interface RequestScope {
  readonly location: { readonly origin: string };
  readonly PerformanceObserver: new (take: (list: { getEntries(): readonly { readonly name: string }[] }) => void) => {
    observe(options: { type: string; buffered: boolean }): void;
  };
  addEventListener(type: 'securitypolicyviolation', take: (event: { readonly blockedURI: string }) => void): void;
}

/**
 * Notices every request of a page or worker that is for anywhere but the extension's own files: what was loaded
 * (Resource Timing, from the context's beginning) and what the security policy refused (`securitypolicyviolation`, from
 * this call on). Chromium lists no `chrome-extension:` file there, so all that is listed counts. Neither of the two
 * knows of WebRTC, which a scan of the built files excludes, nor of a link that the user follows.
 * @param notice called once for each
 */
export function noticeRequests(scope: RequestScope, notice: (fate: RequestFate) => void): void {
  const isElsewhere = (url: string) => /^(?:https?|wss?|ftp):/.test(url) && !url.startsWith(`${scope.location.origin}/`);
  new scope.PerformanceObserver((list) => {
    for (const { name } of list.getEntries()) if (isElsewhere(name)) notice('sent');
  }).observe({ type: 'resource', buffered: true });
  scope.addEventListener('securitypolicyviolation', ({ blockedURI }) => {
    // Refused code (`inline`, `eval`) is no request.
    if (isElsewhere(blockedURI)) notice('refused');
  });
}
