import { describe, expect, it } from 'vitest';
import { WhoIsWho } from '../../src/content/who-is-who.ts';

const NOW_MS = 10_000;
const called = (id: string | null, name: string) => ({ id, name, nameIsWhole: true });
const ana = called('11', 'Ana');
const bruno = called('12', 'Bruno');
const speaks = (name: string) => called(null, name);

describe('who a tile without an id of its own shows', () => {
  it('is the one participant of that name', () => {
    expect(new WhoIsWho('').keysOf([ana, bruno, speaks('Bruno')], NOW_MS)).toEqual(['11', '12', '12']);
  });

  it('is still known once the other tile is gone', () => {
    const who = new WhoIsWho('');
    for (const afterMs of [0, 500, 1_000]) who.keysOf([ana, bruno], NOW_MS + afterMs);
    expect(who.keysOf([speaks('Ana')], NOW_MS + 1_500)).toEqual(['11']);
  });

  it('is not the one before, whose tile had the name for a moment: pages change it before the id', () => {
    const who = new WhoIsWho('');
    for (const afterMs of [0, 500, 1_000]) who.keysOf([ana], NOW_MS + afterMs);
    who.keysOf([called('11', 'Bruno')], NOW_MS + 1_200);
    who.keysOf([bruno], NOW_MS + 1_400);
    expect(who.keysOf([called('12', 'Chidi'), speaks('Bruno')], NOW_MS + 9_000)).toEqual(['12', '~Bruno']);
  });

  it('is nobody where two have that name', () => {
    expect(new WhoIsWho('').keysOf([ana, called('13', 'Ana'), speaks('Ana')], NOW_MS)).toEqual(['11', '13', null]);
  });

  it('is nobody whose name was cut off: another may begin like it', () => {
    const long = 'x'.repeat(80);
    expect(new WhoIsWho('').keysOf([called('11', long), { ...speaks(long), nameIsWhole: false }], NOW_MS)).toEqual(['11', null]);
  });

  it('is nobody without a name', () => expect(new WhoIsWho('').keysOf([ana, speaks('')], NOW_MS)).toEqual(['11', null]));

  it('is known by name only where no id is known, marked as such', () => {
    expect(new WhoIsWho('meet:').keysOf([ana, speaks('Chidi')], NOW_MS)).toEqual(['11', 'meet:~Chidi']);
  });

  it('is not taken from the call before', () => {
    const who = new WhoIsWho('');
    who.keysOf([ana], NOW_MS);
    who.forget();
    expect(who.keysOf([speaks('Ana')], NOW_MS)).toEqual(['~Ana']);
  });

  it('keeps its name while the page shows none, and takes a new one', () => {
    const who = new WhoIsWho('');
    who.keysOf([ana], NOW_MS);
    expect(who.nameOf('11', '')).toBe('Ana');
    who.keysOf([called('11', 'Ana Lima')], NOW_MS);
    expect(who.nameOf('11', '')).toBe('Ana Lima');
    expect(who.nameOf('99', '')).toBe('');
  });
});
