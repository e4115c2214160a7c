import { Json, isJsonObject } from '../../snapshot';
import { SchemaDifference, compareSchemas } from '../schema';
import { hasSameWords, sharedWords } from '../text';
import { Change } from './Change';
import { placeInWords } from './placeInWords';
import { ChangeKind } from './rules';
import { Subject, judge } from './Subject';

type Side = 'input' | 'output';

const byEffect = {
  input: {
    narrower: 'input-narrowed',
    wider: 'input-widened',
    incomparable: 'input-replaced',
    undecided: 'input-undecided',
    same: 'schema-rewritten',
  },
  output: {
    narrower: 'output-narrowed',
    wider: 'output-widened',
    incomparable: 'output-replaced',
    undecided: 'output-undecided',
    same: 'schema-rewritten',
  },
} as const;

const isText = (value: Json | undefined): value is string =>
  typeof value === 'string';

function kindOfProperty(
  { part, effect, isRequired }: SchemaDifference,
  side: Side,
): ChangeKind {
  if (side === 'output') {
    if (part === 'property-removed') {
      return 'output-property-removed';
    }
    return effect === 'undecided'
      ? 'output-undecided'
      : 'output-property-added';
  }
  if (part === 'property-removed') {
    return 'argument-removed';
  }
  if (isRequired && effect !== 'undecided') {
    return 'required-argument-added';
  }
  return effect === 'wider' || effect === 'same'
    ? 'argument-added'
    : byEffect.input[effect];
}

function kindOfExtra(
  { effect, isMap }: SchemaDifference,
  side: Side,
  isMutating: boolean,
): ChangeKind {
  if (side === 'output') {
    return effect === 'wider' ? 'output-loosened' : byEffect.output[effect];
  }
  if (effect === 'wider') {
    return isMutating
      ? 'extra-arguments-accepted-by-mutating-tool'
      : 'extra-arguments-accepted';
  }
  return effect === 'narrower' && !isMap
    ? 'extra-arguments-refused'
    : byEffect.input[effect];
}

function kindOfNote(difference: SchemaDifference, side: Side): ChangeKind {
  const { part, before, after } = difference;
  if (side === 'output') {
    return 'output-note-changed';
  }
  if (part === 'default') {
    return 'input-default-changed';
  }
  if (part !== 'description') {
    return 'input-annotation-changed';
  }
  return isText(before) && isText(after) && hasSameWords(before, after)
    ? 'text-reformatted'
    : 'input-description-changed';
}

function kindOf(
  difference: SchemaDifference,
  side: Side,
  isMutating: boolean,
): ChangeKind {
  const { part, effect } = difference;
  switch (part) {
    case 'property-added':
    case 'property-removed':
      return kindOfProperty(difference, side);
    case 'required':
      if (side === 'input') {
        return effect === 'narrower'
          ? 'argument-now-required'
          : 'argument-now-optional';
      }
      return effect === 'narrower'
        ? 'output-property-now-required'
        : 'output-property-now-optional';
    case 'extra-properties':
      return kindOfExtra(difference, side, isMutating);
    case 'bounds':
      return side === 'output' && effect === 'wider'
        ? 'output-loosened'
        : byEffect[side][effect];
    case 'description':
    case 'title':
    case 'default':
    case 'annotation':
      return kindOfNote(difference, side);
    case 'noise':
      return 'schema-noise';
    case 'rewritten':
      return 'schema-rewritten';
    default:
      return byEffect[side][effect];
  }
}

const parent = (path: string) => path.replace(/\/[^/]*$/, '');
const lastStep = (path: string) =>
  path
    .slice(parent(path).length + 1)
    .replace(/~1/g, '/')
    .replace(/~0/g, '~');

const wordsFor = (schema: Json | undefined) =>
  isJsonObject(schema) && isText(schema.description) ? schema.description : '';

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
  { side, isMutating }: { side: Side; isMutating: boolean },
): Change[] {
  const differences = compareSchemas(before, after, side);
  const prefix = side === 'input' ? '/inputSchema' : '/outputSchema';
  const pairs =
    side === 'input'
      ? renamed(differences)
      : new Map<SchemaDifference, SchemaDifference>();
  const come = new Set(pairs.values());
  return differences
    .filter(difference => !come.has(difference))
    .map(difference => {
      const to: SchemaDifference | undefined = pairs.get(difference);
      return to
        ? judge('argument-renamed', subject, {
            path: prefix + to.path,
            before: lastStep(difference.path),
            after: lastStep(to.path),
          })
        : judge(kindOf(difference, side, isMutating), subject, {
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
}
