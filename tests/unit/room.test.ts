import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXPRESSIONS } from '../../src/core/expression.ts';
import { millis } from '../../src/core/identity.ts';
import { ROOM_MINIMUM_FACES } from '../../src/core/mode.ts';
import { roomOf } from '../../src/core/room.ts';
import { mood, reading, START_MS, total } from './samples.ts';

const at = millis(START_MS);
const readings = fc
  .array(
    fc.record({ name: fc.constantFrom(...EXPRESSIONS), certainty: fc.double({ min: 0.45, max: 1, noNaN: true }), seen: fc.boolean() }),
    { maxLength: 49 },
  )
  .map((people) => people.map(({ name, certainty, seen }, i) => reading(`p${i}`, 0, seen ? mood(name, certainty) : null)));

describe('roomOf', () => {
  it('does not depend on the order', () => {
    fc.assert(
      fc.property(readings, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (people, keys) => {
        const shuffled = people
          .map((person) => ({ person, key: keys.next().value }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ person }) => person);
        const [one, other] = [roomOf(people, at), roomOf(shuffled, at)];
        expect(other.faces).toBe(one.faces);
        expect(other.mood?.valence ?? 0).toBeCloseTo(one.mood?.valence ?? 0, 9);
        expect(other.mood?.certainty ?? 0).toBeCloseTo(one.mood?.certainty ?? 0, 9);
      }),
    );
  });

  it('tells of no mood below the minimum of readable faces, and of a proper one above', () => {
    fc.assert(
      fc.property(readings, (people) => {
        const { faces, mood: said } = roomOf(people, at);
        expect(faces).toBe(people.filter((person) => person.mood).length);
        expect(said === null).toBe(faces < ROOM_MINIMUM_FACES);
        if (!said) return;
        expect(total(said.expression)).toBeCloseTo(1, 9);
        expect(Math.abs(said.valence)).toBeLessThanOrEqual(1);
        expect(said.certainty).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('three is the minimum: with two, one could work out the other', () => expect(ROOM_MINIMUM_FACES).toBe(3));

  it('does not count faces that cannot be read', () => {
    const seen = [reading('Ana', 0, mood()), reading('Bruno', 0, mood()), reading('Chidi', 0, null)];
    expect(roomOf(seen, at)).toEqual({ atMs: at, faces: 2, mood: null });
  });

  it('weighs each mood by its certainty', () => {
    const people = [
      reading('Ana', 0, mood('happiness', 1)),
      reading('Bruno', 0, mood('neutral', 0.5)),
      reading('Chidi', 0, mood('neutral', 0.5)),
    ];
    const { mood: said } = roomOf(people, at);
    expect(said?.expression.happiness).toBeCloseTo(0.5, 12);
    expect(said?.certainty).toBeCloseTo(2 / 3, 12);
  });

  it('of an empty room is nothing', () => expect(roomOf([], at)).toEqual({ atMs: at, faces: 0, mood: null }));
});
