import { describe, expect, it } from 'vitest';
import { WhoIsWho } from '../../src/content/who-is-who.ts';

const called = (id: string | null, name: string) => ({ id, name, nameIsWhole: true });
const ana = called('11', 'Ana');
const bruno = called('12', 'Bruno');
const speaks = (name: string) => called(null, name);

describe('who a tile without an id of its own shows', () => {
  it('is the one participant of that name', () => {
    expect(new WhoIsWho().keysOf([ana, bruno, speaks('Bruno')])).toEqual(['11', '12', '12']);
  });

  it('is still known once the other tile is gone', () => {
    const who = new WhoIsWho();
    who.keysOf([ana, bruno]);
    expect(who.keysOf([speaks('Ana')])).toEqual(['11']);
  });

  it('is nobody where two have that name', () => {
    expect(new WhoIsWho().keysOf([ana, called('13', 'Ana'), speaks('Ana')])).toEqual(['11', '13', null]);
  });

  it('is nobody whose name was cut off: another may begin like it', () => {
    const long = 'x'.repeat(80);
    expect(new WhoIsWho().keysOf([called('11', long), { ...speaks(long), nameIsWhole: false }])).toEqual(['11', null]);
  });

  it('is nobody without a name', () => expect(new WhoIsWho().keysOf([ana, speaks('')])).toEqual(['11', null]));

  it('is known by name only where no id is known, marked as such', () => {
    expect(new WhoIsWho().keysOf([ana, speaks('Chidi')])).toEqual(['11', '~Chidi']);
  });

  it('is not taken from the call before', () => {
    const who = new WhoIsWho();
    who.keysOf([ana]);
    who.forget();
    expect(who.keysOf([speaks('Ana')])).toEqual(['~Ana']);
  });

  it('keeps its name while the page shows none, and takes a new one', () => {
    const who = new WhoIsWho();
    who.keysOf([ana]);
    expect(who.nameOf('11', '')).toBe('Ana');
    who.keysOf([called('11', 'Ana Lima')]);
    expect(who.nameOf('11', '')).toBe('Ana Lima');
    expect(who.nameOf('99', '')).toBe('');
  });
});
