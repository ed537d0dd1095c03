import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { millis } from '../../src/core/identity.ts';
import { MODES } from '../../src/core/mode.ts';
import { roomOf } from '../../src/core/room.ts';
import { LiveHistoryKeeper } from '../../src/offscreen/live-history.ts';
import { engineToPanelSchema } from '../../src/wire/panel-live.ts';
import { mood, reading, START_MS } from './samples.ts';

const people = ['Ana', 'Bruno', 'Chidi'];

/** Ticks from one second to another, two per second, with the people that `who` names. */
function keep(keeper: LiveHistoryKeeper, from: number, to: number, who: readonly string[] = people): void {
  for (let afterMs = from * 1_000; afterMs < to * 1_000; afterMs += 500) {
    const readings = who.map((name) => reading(name, afterMs, mood()));
    keeper.take(readings, roomOf(readings, millis(START_MS + afterMs)));
  }
}

const fresh = () => new LiveHistoryKeeper(millis(START_MS));

describe('LiveHistoryKeeper', () => {
  it('keeps one point per second of the room and of each person', () => {
    const keeper = fresh();
    keep(keeper, 0, 10);
    const { room, participants, startedAtMs } = keeper.message('each');
    expect(startedAtMs).toBe(START_MS);
    expect(room.map(({ atMs }) => atMs - START_MS)).toEqual(Array.from({ length: 10 }, (_, i) => i * 1_000));
    expect(participants.map(({ name, points }) => [name, points.length])).toEqual(people.map((name) => [name, 10]));
  });

  it('keeps ten minutes and no more', () => {
    const keeper = fresh();
    keep(keeper, 0, 700);
    const { room, participants } = keeper.message('each');
    expect(room).toHaveLength(600);
    expect(room[0]?.atMs).toBe(START_MS + 100_000);
    expect(participants[0]?.points).toHaveLength(600);
  });

  it('forgets who left more than ten minutes ago', () => {
    const keeper = fresh();
    keep(keeper, 0, 10);
    keep(keeper, 10, 605, ['Ana']);
    expect(keeper.message('each').participants.map(({ name }) => name)).toEqual(people);
    keep(keeper, 605, 615, ['Ana']);
    expect(keeper.message('each').participants.map(({ name }) => name)).toEqual(['Ana']);
  });

  it('keeps gaps as gaps', () => {
    const keeper = fresh();
    keeper.take([reading('Ana', 0, null)], roomOf([], millis(START_MS)));
    const { room, participants } = keeper.message('each');
    expect([room[0]?.valence, participants[0]?.points[0]?.valence]).toEqual([null, null]);
  });

  it('keeps a name once it is known', () => {
    const keeper = fresh();
    for (const [second, name] of ['', 'Ana', ''].entries())
      keeper.take([{ ...reading('Ana', second * 1_000, mood()), name }], roomOf([], millis(START_MS)));
    expect(keeper.message('each').participants.map(({ name }) => name)).toEqual(['Ana']);
  });

  it('keeps people of the same name apart', () => {
    const keeper = fresh();
    const twins = ['1', '2'].map((id) => ({ ...reading(id, 0, mood()), name: 'Ana' }));
    keeper.take(twins, roomOf(twins, millis(START_MS)));
    expect(keeper.message('each').participants).toHaveLength(2);
  });

  it('tells of no single person in mode room', () => {
    const keeper = fresh();
    keep(keeper, 0, 3);
    const message = keeper.message('room');
    expect(message.room).toHaveLength(3);
    expect(message.participants).toEqual([]);
    expect(JSON.stringify(message)).not.toMatch(/Ana|Bruno|Chidi/);
  });

  it.each(MODES.map((mode) => [mode] as const))('tells in mode %s what the panel takes', (mode) => {
    const keeper = fresh();
    keep(keeper, 0, 3);
    expect(v.is(engineToPanelSchema, keeper.message(mode))).toBe(true);
  });

  it('a message does not change any more once it is told', () => {
    const keeper = fresh();
    keep(keeper, 0, 2);
    const told = keeper.message('each');
    keep(keeper, 2, 4);
    expect([told.room.length, told.participants[0]?.points.length]).toEqual([2, 2]);
  });
});
