import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Appearance, FIRST_PEOPLE, LATER_PEOPLE, SELF } from '../fixtures/meet/people.ts';
import { eventsBetween, sceneAt, speakerAt } from '../fixtures/meet/timeline.ts';

const LOOP = 60;
const people = [SELF, ...FIRST_PEOPLE, ...LATER_PEOPLE];
const second = fc.double({ min: 0, max: 10 * LOOP, noNaN: true });

describe('eventsBetween', () => {
  it.each<[number, number, string[]]>([
    [0, 7.9, []],
    [0, 8, ['Chidi camera-off']],
    [8, 14, ['Chidi camera-on']],
    [17, 20, ['Elif leave', 'Femi join']],
    [54, 60, ['Femi leave', 'Elif join']],
    [57, 68, ['Chidi camera-off']],
    [117, 128, ['Chidi camera-off']],
  ])('from %d to %d', (from, to, expected) => {
    expect(eventsBetween(from, to).map(({ name, action }) => `${name} ${action}`)).toEqual(expected);
  });

  it('tells each event once, in order, however time is cut into steps', () => {
    fc.assert(
      fc.property(fc.array(second, { maxLength: 40 }), (cuts) => {
        const steps = [0, ...cuts.toSorted((a, b) => a - b), 10 * LOOP];
        const stepped = steps.slice(1).flatMap((to, i) => eventsBetween(steps[i] ?? 0, to));
        expect(stepped).toEqual(eventsBetween(0, 10 * LOOP));
        expect(stepped).toHaveLength(10 * 8);
      }),
    );
  });

  it('after one loop everybody is as in the beginning', () => {
    const present = new Set(FIRST_PEOPLE.map(({ name }) => name));
    const off = new Set<string>();
    const act = {
      leave: (name: string) => present.delete(name),
      join: (name: string) => !present.has(name) && present.add(name),
      'camera-off': (name: string) => present.has(name) && off.add(name),
      'camera-on': (name: string) => off.delete(name),
    };
    for (const { name, action } of eventsBetween(0, LOOP)) expect(act[action](name)).toBeTruthy();
    expect([...present].toSorted()).toEqual(FIRST_PEOPLE.map(({ name }) => name).toSorted());
    expect(off.size).toBe(0);
  });
});

describe('sceneAt', () => {
  const plays: readonly [Appearance, ...Appearance[]] = [
    { scene: 's1-right', seconds: 10 },
    { scene: 'room', seconds: 5 },
  ];

  it.each([
    [0, 's1-right', 0],
    [9.9, 's1-right', 0],
    [10, 'room', 1],
    [10.25, 'room', 0.5],
    [10.5, 'room', 0],
    [14.9, 'room', 0],
    [15, 's1-right', 1],
    [25, 'room', 1],
  ])('at second %d is %s, with the last one at %d', (seconds, scene, fromOpacity) => {
    expect(sceneAt(plays, seconds)).toMatchObject({ scene, fromOpacity });
  });

  it('fades out of the scene before', () => expect([sceneAt(plays, 10).from, sceneAt(plays, 15).from]).toEqual(['s1-right', 'room']));

  it.each(people.map((person) => [person.name, person.plays] as const))('repeats what %s does', (_, own) => {
    const length = own.reduce((sum, { seconds }) => sum + seconds, 0);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 * length }), fc.integer({ min: 1, max: 5 }), (tenths, loops) => {
        const seconds = tenths / 100;
        expect(sceneAt(own, seconds + loops * length).scene).toBe(sceneAt(own, seconds).scene);
        expect(sceneAt(own, seconds).fromOpacity).toBeGreaterThanOrEqual(0);
        expect(sceneAt(own, seconds).fromOpacity).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('speakerAt', () => {
  it.each([
    [0, 3, 0],
    [3.9, 3, 0],
    [4, 3, null],
    [5, 3, 1],
    [15, 3, 0],
    [0, 0, null],
  ])('at second %d of %i people is %j', (seconds, count, speaker) => expect(speakerAt(seconds, count)).toBe(speaker));
});
