import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { shippedPackages } from './emit-files.ts';

const fromRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));
/** Where the built extension has the list; the About page reads it there. */
const FILE = 'licences.json';

/** A part of the built extension that is not ours, or our own network. */
export interface Licence {
  readonly name: string;
  readonly version: string;
  /** SPDX identifier. */
  readonly licence: string;
  /** The licence's own words; null where no package ships them. */
  readonly text: string | null;
}

/** The npm package that a module of the bundle comes from; null for our own code and the bundler's. */
export function packageOf(moduleId: string): string | null {
  return /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(moduleId.replaceAll('\\', '/'))?.[1] ?? null;
}

/** @throws Error if the package names no licence: it must not be shipped then */
export function licenceOf(name: string): Licence {
  const folder = fromRoot(`node_modules/${name}`);
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { version: string; license?: string };
  if (!license) throw new Error(`${name} names no licence: it must not be shipped.`);
  const file = (pattern: RegExp) => {
    const found = readdirSync(folder).find((one) => pattern.test(one));
    return found === undefined ? null : readFileSync(`${folder}/${found}`, 'utf8').trim();
  };
  const text = file(/^(licen[cs]e|copying)(\.(md|txt))?$/i) ?? licencePart(file(/^readme\.md$/i));
  return { name, version, licence: license, text };
}

/** Some packages have their licence's words at the end of their README only. */
function licencePart(readme: string | null): string | null {
  return /\n(?:#+ *licen[cs]e.*|licen[cs]e.*\n-+)\n+([^]*permission is hereby granted[^]*)$/i.exec(readme ?? '')?.[1]?.trim() ?? null;
}

/** The Apache licence has the same words everywhere: packages that do not repeat them get those of one that does. */
export function withApacheText(licences: readonly Licence[]): Licence[] {
  const words = licences.find(({ licence, text }) => licence === 'Apache-2.0' && text !== null)?.text ?? null;
  return licences.map((one) => (one.licence === 'Apache-2.0' && one.text === null ? { ...one, text: words } : one));
}

/** Our own weights, whose licence lies beside them. */
function ownNetwork(): Licence {
  const { version } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')) as { version: string };
  const text = readFileSync(fromRoot('models/expression/LICENSE.md'), 'utf8').trim();
  return { name: 'moodline-expression', version, licence: 'MIT', text };
}

/**
 * Collects the packages of which code is really bundled, in the pages and in the vision worker, and those of which a
 * file is shipped as it is, and puts their licences into the build.
 * @returns the plugin for the build, and the one for its workers
 */
export function emitLicences(): { readonly forBuild: Plugin; readonly forWorkers: Plugin } {
  const found = new Set<string>();
  const collect = (bundle: Readonly<Record<string, { readonly type: string; readonly moduleIds?: readonly string[] }>>) => {
    for (const chunk of Object.values(bundle)) {
      for (const id of chunk.moduleIds ?? []) {
        const name = packageOf(id);
        if (name !== null && existsSync(fromRoot(`node_modules/${name}/package.json`))) found.add(name);
      }
    }
  };
  return {
    forWorkers: { name: 'moodline:licences-of-workers', generateBundle: (_, bundle) => collect(bundle) },
    forBuild: {
      name: 'moodline:licences',
      generateBundle(_, bundle) {
        collect(bundle);
        for (const name of shippedPackages()) found.add(name);
        const licences = [ownNetwork(), ...[...found].toSorted().map(licenceOf)];
        this.emitFile({ type: 'asset', fileName: FILE, source: JSON.stringify(withApacheText(licences)) });
      },
    },
  };
}
