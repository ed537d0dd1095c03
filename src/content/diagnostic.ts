import { extensionVersion } from '../platform/browser.ts';
import { type Diagnostic, DIAGNOSTIC_LIMITS } from '../wire/commands.ts';
import { documentsOf, picturesIn } from './page-pictures.ts';
import type { Selectors, Site } from './sites/site.ts';
import type { TileFinder } from './tile.ts';

/** What the page holds of what the declaration looks for: counts and sizes. No name, no id, no address. */
export function diagnose(page: Document, site: Site | null, finder: TileFinder): Diagnostic {
  const documents = documentsOf(site, page);
  const found = (selector: string) => documents.reduce((sum, one) => sum + one.querySelectorAll(selector).length, 0);
  const pictures = documents.map(picturesIn);
  const tiles = finder.tiles();
  return {
    site: finder.site,
    version: extensionVersion(),
    page: finder.callState(),
    knowsOwnTile: finder.knowsOwnTile,
    hidden: page.hidden,
    health: finder.health(),
    documents: documents.length,
    selectors: site
      ? partsOf(site).flatMap(([part, selectors]) => selectors.map((selector) => ({ part, selector, found: found(selector) })))
      : [],
    tiles: {
      found: tiles.length,
      named: tiles.filter(({ name }) => name !== '').length,
      pictured: tiles.filter(({ picture }) => picture).length,
    },
    videos: pictures
      .flatMap(({ videos }) => videos.map((video) => sizes(video, video.videoWidth, video.videoHeight)))
      .slice(0, DIAGNOSTIC_LIMITS.pictures),
    canvases: pictures
      .flatMap(({ canvases }) => canvases.map((canvas) => sizes(canvas, canvas.width, canvas.height)))
      .slice(0, DIAGNOSTIC_LIMITS.pictures),
  };
}

function sizes({ clientWidth, clientHeight }: Element, width: number, height: number): Diagnostic['videos'][number] {
  return { width, height, shownWidth: clientWidth, shownHeight: clientHeight };
}

function partsOf(site: Site): (readonly [string, Selectors])[] {
  const { state, key, speaking, muted, canvas } = site;
  return [
    ['frame', site.frame],
    ['in-call', state.inCall],
    ['ended', state.ended],
    ['tile', site.tile],
    ['key', key.within],
    ['name', site.name],
    ['self', site.self],
    ['share', site.share],
    ['media', site.media],
    ['player', canvas?.player ?? []],
    ['speaking', speaking ? ('present' in speaking ? speaking.present : speaking.changing) : []],
    ['muted', muted.yes],
    ['unmuted', muted.no],
  ];
}
