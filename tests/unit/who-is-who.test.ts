import { describe, expect, it } from 'vitest';
import { WhoIsWho } from '../../src/content/who-is-who.ts';

const ana = { id: '11', name: 'Ana' };
const bruno = { id: '12', name: 'Bruno' };
const speaks = (name: string) => ({ id: null, name });

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
    expect(new WhoIsWho().keysOf([ana, { id: '13', name: 'Ana' }, speaks('Ana')])).toEqual(['11', '13', null]);
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
    who.keysOf([{ id: '11', name: 'Ana Lima' }]);
    expect(who.nameOf('11', '')).toBe('Ana Lima');
    expect(who.nameOf('99', '')).toBe('');
  });
});
