import { Json, isJsonObject } from '../../snapshot';
import { SchemaDifference, compareSchemas } from '../schema';
import { sharedWords } from '../text';
import { Change } from './Change';
import { judgeMissing } from './judgeMissing';
import { kindOfDifference } from './kindOfDifference';
import { placeInWords } from './placeInWords';
import { Subject, judge } from './Subject';

const parent = (path: string) => path.replace(/\/[^/]*$/, '');
const lastStep = (path: string) =>
  path
    .slice(parent(path).length + 1)
    .replace(/~1/g, '/')
    .replace(/~0/g, '~');

const wordsFor = (schema: Json | undefined) =>
  isJsonObject(schema) && typeof schema.description === 'string'
    ? schema.description
    : '';

/** How alike an argument that went and one that came are, from 0 to 1; 0 for other types. */
function likeness(gone: SchemaDifference, come: SchemaDifference): number {
  const [a, b] = [gone.before, come.after];
  const types = [a, b].map(schema =>
    JSON.stringify(isJsonObject(schema) ? schema.type ?? null : null),
  );
  return types[0] === types[1] && wordsFor(a) !== '' && wordsFor(b) !== ''
    ? sharedWords(wordsFor(a), wordsFor(b))
    : 0;
}

const ALIKE = 0.5;

/** Pairs arguments that went with those that came in their place. */
function renamed(
  differences: readonly SchemaDifference[],
): Map<SchemaDifference, SchemaDifference> {
  const gone = differences.filter(({ part }) => part === 'property-removed');
  const come = differences.filter(({ part }) => part === 'property-added');
  const candidates = gone
    .flatMap(from =>
      come
        .filter(to => parent(to.path) === parent(from.path))
        .map(to => ({ from, to, likeness: likeness(from, to) })),
    )
    .filter(pair => pair.likeness >= ALIKE)
    .sort((a, b) => b.likeness - a.likeness);
  const pairs = new Map<SchemaDifference, SchemaDifference>();
  const taken = new Set<SchemaDifference>();
  for (const { from, to } of candidates) {
    if (!pairs.has(from) && !taken.has(to)) {
      pairs.set(from, to);
      taken.add(to);
    }
  }
  return pairs;
}

/** Compares an input or output schema of a tool and judges each difference. */
export function judgeSchema(
  subject: Subject,
  before: Json,
  after: Json,
  { side, isMutating }: { side: 'input' | 'output'; isMutating: boolean },
): Change[] {
  const differences = compareSchemas(before, after, side);
  const missing =
    side === 'input' ? judgeMissing(subject, before, after) : undefined;
  const prefix = side === 'input' ? '/inputSchema' : '/outputSchema';
  const pairs =
    side === 'input'
      ? renamed(differences)
      : new Map<SchemaDifference, SchemaDifference>();
  const come = new Set(pairs.values());
  const changes = differences
    .filter(difference => !come.has(difference))
    .map(difference => {
      const to: SchemaDifference | undefined = pairs.get(difference);
      return to
        ? judge('argument-renamed', subject, {
            path: prefix + to.path,
            before: lastStep(difference.path),
            after: lastStep(to.path),
          })
        : judge(kindOfDifference(difference, side, isMutating), subject, {
            path: prefix + difference.path,
            // What else an object may hold is said of the object.
            at:
              difference.part === 'extra-properties'
                ? placeInWords(prefix + parent(difference.path))
                : undefined,
            before: difference.before,
            after: difference.after,
          });
    });
  return missing
    ? [
        missing.change,
        ...changes.filter(({ kind }) => !missing.replaces.has(kind)),
      ]
    : changes;
}
