import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import { Chance } from '../../__testUtils__/Chance';
import {
  arbitrarySchema,
  arbitrarySubschema,
} from '../../__testUtils__/arbitrarySchema';
import { isCircular } from '../../__testUtils__/isCircular';
import { instanceOf } from '../../__testUtils__/instanceOf';
import { mutateJson } from '../../__testUtils__/mutateJson';
import { Json } from '../../snapshot';
import { compareSchemas } from './compareSchemas';
import { effectOf } from './SchemaDifference';

const seed = Number(process.env.FAST_CHECK_SEED ?? 20261120);
const numRuns = Number(process.env.FAST_CHECK_RUNS ?? 4000);

const ajv = new Ajv({ strict: false, validateFormats: false, logger: false });
/** Undefined where the schema is none, e.g. for a reference that leads nowhere. */
function validatorOf(
  schema: Json,
): ((value: Json) => boolean | undefined) | undefined {
  try {
    const validate = ajv.compile(schema as object);
    return value => {
      try {
        return validate(value) === true;
      } catch {
        // A schema that refers to nothing but itself has no answer.
        return undefined;
      }
    };
  } catch {
    return undefined;
  } finally {
    ajv.removeSchema();
  }
}

const pair = fc
  .tuple(
    arbitrarySchema,
    arbitrarySubschema,
    fc.nat(),
    fc.integer({ min: 1, max: 3 }),
  )
  .map(([before, spare, number, times]) => {
    const chance = new Chance(number);
    let after = before;
    for (let time = 0; time < times; time++) {
      after = mutateJson(after, spare, chance);
    }
    return { before, after, number };
  });

describe(`compareSchemas, seed ${seed}`, () => {
  it('never calls compatible what refuses an input that was accepted', () => {
    let judged = 0;
    fc.assert(
      fc.property(pair, ({ before, after, number }) => {
        const differences = compareSchemas(before, after, 'input');
        const effect = effectOf(differences);
        if (effect !== 'same' && effect !== 'wider') {
          return;
        }
        const [accepted, accepts] = [validatorOf(before), validatorOf(after)];
        if (!accepted || !accepts) {
          return;
        }
        const chance = new Chance(number);
        for (let attempt = 0; attempt < 25; attempt++) {
          const input = instanceOf(before, before, chance);
          if (accepted(input)) {
            judged += 1;
            if (accepts(input) === false) {
              throw new Error(
                `refused: ${JSON.stringify(input)} by ${JSON.stringify(
                  differences,
                )}`,
              );
            }
          }
        }
      }),
      { seed, numRuns },
    );
    // Otherwise nothing was put to the test.
    expect(judged).toBeGreaterThan(numRuns / 2);
  });

  it('says the opposite when the two are exchanged', () => {
    const opposite = {
      narrower: 'wider',
      wider: 'narrower',
      incomparable: 'incomparable',
      same: 'same',
      undecided: 'undecided',
    };
    const check = () =>
      fc.assert(
        fc.property(pair, ({ before, after }) => {
          fc.pre(!isCircular(before) && !isCircular(after));
          const there = effectOf(compareSchemas(before, after, 'input'));
          const back = effectOf(compareSchemas(after, before, 'input'));
          // A property that came among undeclared ones is undecided; that it went is not.
          fc.pre(there !== 'undecided' && back !== 'undecided');
          return back === opposite[there];
        }),
        { seed, numRuns },
      );
    expect(check).not.toThrow();
  });

  it('decides about any JSON, and finds nothing in a copy of it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const [before, after] = [one as Json, other as Json];
        for (const side of ['input', 'output'] as const) {
          compareSchemas(before, after, side);
          const copy = JSON.parse(JSON.stringify(before));
          expect(compareSchemas(before, copy, side)).toEqual([]);
        }
      }),
      { seed, numRuns },
    );
    expect.hasAssertions();
  });
});
