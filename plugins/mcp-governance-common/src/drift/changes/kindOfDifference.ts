import { Json } from '../../snapshot';
import { SchemaDifference } from '../schema';
import { hasSameWords } from '../text';
import { ChangeKind } from './rules';

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

/** What kind of change a difference of two schemas is, on the side of what a tool takes or returns. */
export function kindOfDifference(
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
