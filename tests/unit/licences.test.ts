import { describe, expect, it } from 'vitest';
import { licenceOf, packageOf, withApacheText } from '../../models/licences.ts';

describe('the package of a bundled module', () => {
  it.each([
    ['/home/me/moodline/node_modules/idb/build/index.js', 'idb'],
    ['/x/node_modules/@tensorflow/tfjs-core/dist/index.js', '@tensorflow/tfjs-core'],
    ['/x/node_modules/a/node_modules/b/index.js', 'b'],
    ['C:\\x\\node_modules\\preact\\dist\\preact.mjs', 'preact'],
    ['/x/src/panel/main.tsx', null],
    ['\0vite/preload-helper', null],
  ])('%s', (id, name) => expect(packageOf(id)).toBe(name));
});

it('a licence has its package’s version and words', () => {
  const preact = licenceOf('preact');
  expect(preact).toMatchObject({ name: 'preact', licence: 'MIT' });
  expect(preact.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(preact.text).toContain('Permission is hereby granted');
});

it('words that stand in a README only are found there', () => expect(licenceOf('seedrandom').text).toMatch(/^Copyright[^]*hereby granted/));

it('the Apache licence’s words are given to those that do not repeat them, and to no other', () => {
  const tfjs = licenceOf('@tensorflow/tfjs-core');
  expect(tfjs.text).toBeNull();
  const other = { ...tfjs, name: 'other', licence: 'MIT' };
  const [first, second, third] = withApacheText([tfjs, licenceOf('long'), other]);
  expect(first?.text).toContain('Apache License');
  expect(second).toEqual(licenceOf('long'));
  expect(third?.text).toBeNull();
});
