import { describe, expect, it } from 'vitest';
import { mapExpressions } from '../../src/core/expression.ts';
import type { Millis, ParticipantId } from '../../src/core/identity.ts';
import { FIRST_ORDER, nextOrder, RESORT_MS } from '../../src/panel/card-order.ts';
import { type Person, withReading } from '../../src/panel/person.ts';

const NOW_MS = 600_000;

/** Somebody who read one way for two minutes and another way for the last half. */
function person(name: string, from: number, to: number, certainty: number): Person {
  let known: Person | undefined;
  for (let atMs = NOW_MS - 150_000; atMs <= NOW_MS; atMs += 5_000) {
    const valence = atMs > NOW_MS - 30_000 ? to : from;
    const mood = { expression: mapExpressions(() => 1 / 8), valence, arousal: 0, certainty };
    const reading = { participant: `meet:${name}` as ParticipantId, name, self: name === 'Me', speaking: null, muted: null };
    known = withReading(known, { ...reading, atMs: atMs as Millis, state: 'ok', mood, relative: null } as never, atMs);
  }
  return known as Person;
}

const people = [person('Zoe', 0, 0.8, 0.5), person('Ana', 0.1, 0.1, 0.9), person('Bo', 0.5, -0.1, 0.3), person('Me', 0, 0, 0.5)];
const names = (ids: readonly string[]) => ids.map((id) => id.slice('meet:'.length));

describe('the order of the cards', () => {
  it.each([
    ['name', ['Me', 'Ana', 'Bo', 'Zoe']],
    ['change', ['Zoe', 'Bo', 'Me', 'Ana']],
    ['certainty', ['Ana', 'Me', 'Zoe', 'Bo']],
  ] as const)('by %s', (by, order) => expect(names(nextOrder(FIRST_ORDER, people, by, NOW_MS).ids)).toEqual(order));

  it('cards keep their places between two sortings, whatever the readings say', () => {
    const sorted = nextOrder(FIRST_ORDER, people, 'change', NOW_MS);
    const [zoe, ...others] = people;
    const calm = person('Zoe', 0, 0, 0.5);
    expect(zoe?.name).toBe('Zoe');
    expect(nextOrder(sorted, [calm, ...others], 'change', NOW_MS + RESORT_MS - 1).ids).toEqual(sorted.ids);
    expect(names(nextOrder(sorted, [calm, ...others], 'change', NOW_MS + RESORT_MS).ids)[0]).toBe('Bo');
  });

  it('who is new comes last until the next sorting, and who left takes no place', () => {
    const sorted = nextOrder(FIRST_ORDER, people, 'change', NOW_MS);
    const later = nextOrder(sorted, [...people.filter(({ name }) => name !== 'Zoe'), person('Kim', -1, 1, 1)], 'change', NOW_MS + 1);
    expect(names(later.ids)).toEqual(['Bo', 'Me', 'Ana', 'Kim']);
  });

  it('another choice takes effect at once', () => {
    const sorted = nextOrder(FIRST_ORDER, people, 'change', NOW_MS);
    expect(names(nextOrder(sorted, people, 'name', NOW_MS + 1).ids)).toEqual(['Me', 'Ana', 'Bo', 'Zoe']);
  });
});
