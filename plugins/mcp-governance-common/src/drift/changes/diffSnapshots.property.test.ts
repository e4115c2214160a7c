import fc from 'fast-check';
import { Chance } from '../../__testUtils__/Chance';
import { arbitrarySnapshot } from '../../__testUtils__/arbitrarySnapshot';
import { mutateJson } from '../../__testUtils__/mutateJson';
import { Json, Snapshot, hashSnapshot, isJsonObject } from '../../snapshot';
import { diffSnapshots } from './diffSnapshots';
import { changeRules } from './rules';

const seed = Number(process.env.FAST_CHECK_SEED ?? 20261120);
const numRuns = Number(process.env.FAST_CHECK_RUNS ?? 1500);

/** The same snapshot with everything in another order that has none. */
function shuffled(value: Json, chance: Chance, key = ''): Json {
  if (Array.isArray(value)) {
    const inner = value.map(item => shuffled(item, chance));
    return ['required', 'enum', 'type', 'items!'].includes(key)
      ? chance.shuffle(inner)
      : inner;
  }
  return isJsonObject(value)
    ? Object.fromEntries(
        chance
          .shuffle(Object.entries(value))
          .map(([name, inner = null]) => [name, shuffled(inner, chance, name)]),
      )
    : value;
}

function reordered(snapshot: Snapshot, chance: Chance): Snapshot {
  const copy = shuffled(snapshot as Json, chance) as unknown as Snapshot;
  for (const section of ['tools', 'prompts', 'resources'] as const) {
    const content = copy[section];
    if (content.status === 'listed') {
      content.items = chance.shuffle(content.items);
    }
  }
  return copy;
}

const sections = ['tools', 'prompts', 'resources'] as const;

/** Two snapshots that differ in a place or two, or in everything. */
const pair = fc
  .tuple(arbitrarySnapshot, arbitrarySnapshot, fc.nat())
  .map(([before, other, number]) => {
    const chance = new Chance(number);
    const after: Snapshot = { ...before };
    const choice = chance.upTo(4);
    if (choice === 0) {
      return { before, after: other };
    }
    for (let time = 0; time < choice; time++) {
      const section = chance.pick(sections);
      const content = after[section];
      const spare = other[section];
      if (content.status === 'listed' && spare.status === 'listed') {
        after[section] = {
          status: 'listed',
          items: mutateJson(
            content.items as Json,
            spare.items[0] ?? null,
            chance,
          ) as Json[],
        };
      }
    }
    return { before, after };
  })
  .filter(({ after }) =>
    sections.every(name => {
      const content = after[name];
      return content.status !== 'listed' || Array.isArray(content.items);
    }),
  );

describe(`diffSnapshots, seed ${seed}`, () => {
  it('finds nothing in a copy in another order', () => {
    fc.assert(
      fc.property(arbitrarySnapshot, fc.nat(), (snapshot, number) => {
        const copy = reordered(snapshot, new Chance(number));
        expect(diffSnapshots(snapshot, copy)).toEqual([]);
      }),
      { seed, numRuns },
    );
  });

  it('finds nothing exactly where the hashes are equal', () => {
    let equal = 0;
    fc.assert(
      fc.property(pair, ({ before, after }) => {
        const isEqual =
          hashSnapshot(before).whole === hashSnapshot(after).whole;
        equal += Number(isEqual);
        expect(diffSnapshots(before, after).length === 0).toBe(isEqual);
      }),
      { seed, numRuns },
    );
    expect(equal).toBeGreaterThan(0);
    expect(equal).toBeLessThan(numRuns);
  });

  it('says the opposite when the two are exchanged', () => {
    const check = () =>
      fc.assert(
        fc.property(pair, ({ before, after }) => {
          const there = diffSnapshots(before, after);
          const back = diffSnapshots(after, before);
          // A renamed tool goes by its new name, which is the other one looking back.
          const isRenamed = there.some(({ kind }) => kind === 'tool-renamed');
          for (const change of there) {
            const { mirrors } = changeRules[change.kind];
            const isMirrored = back.some(
              ({ kind, subject }) =>
                mirrors.includes(kind) &&
                (isRenamed || subject === change.subject),
            );
            if (mirrors.length > 0 && !isMirrored) {
              throw new Error(
                `${change.kind} at ${change.path} has no mirror in ${back
                  .filter(({ subject }) => subject === change.subject)
                  .map(({ kind, path }) => `${kind} at ${path}`)
                  .join(', ')}`,
              );
            }
          }
        }),
        { seed, numRuns },
      );
    expect(check).not.toThrow();
  });

  it('takes any JSON for a tool, prompt, capability or word of a server', () => {
    const any = fc.jsonValue({ maxDepth: 4 });
    fc.assert(
      fc.property(
        arbitrarySnapshot,
        fc.array(any),
        fc.array(any),
        any,
        (snapshot, some, others, info) => {
          const listed = (items: unknown[]): Snapshot['tools'] => ({
            status: 'listed',
            items: items as Json[],
          });
          const odd = (items: unknown[]): Snapshot => ({
            ...snapshot,
            serverInfo: info as Json,
            capabilities: info as Json,
            tools: listed([...items, { name: 'x', inputSchema: items[0] }]),
            prompts: listed(items),
            resources: listed(items),
          });
          diffSnapshots(odd(some), odd(others));
          expect(diffSnapshots(odd(some), odd(some))).toEqual([]);
        },
      ),
      { seed, numRuns },
    );
  });
});
