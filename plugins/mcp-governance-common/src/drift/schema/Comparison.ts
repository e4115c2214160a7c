import { Json, isJsonObject, isSameJson } from '../../snapshot';
import { compareAnnotations } from './compareAnnotations';
import { compareKeywords } from './compareKeywords';
import { References } from './References';
import {
  Effect,
  SchemaDifference,
  SchemaPart,
  effectOf,
} from './SchemaDifference';
import { SchemaNode } from './SchemaNode';

/** Pairs of places that are compared before the rest counts as too much. */
const MOST_STEPS = 20_000;
const GREATEST_DEPTH = 100;

/** Where a comparison is. */
export interface Context {
  depth: number;
  /** How deep within the value that the schemas judge. */
  level: number;
  /** Whether several schemas judge the same value here, so that a neighbour may know a property that this one does not. */
  isShared: boolean;
  /** Whether it is only tried whether one schema covers another, and what is found is not reported. */
  isTentative: boolean;
}

type Pairs<T> = WeakMap<object, Map<object, T>>;

function ofPair<T>(pairs: Pairs<T>, before: object): Map<object, T> {
  const known = pairs.get(before) ?? new Map<object, T>();
  pairs.set(before, known);
  return known;
}

/** One walk over two JSON Schemas (2020-12 or draft-07), bounded in steps and depth. */
export class Comparison {
  readonly before: References;
  readonly after: References;
  #steps = 0;
  readonly #isOpen: Pairs<number> = new WeakMap();
  /** What the pairs that were compared once do; apart from each other, as what is only tried out is not reported. */
  readonly #reported: Pairs<Effect> = new WeakMap();
  readonly #tried: Pairs<Effect> = new WeakMap();
  /** How often a result took for granted that a pair that is still open is the same. */
  #assumptions = 0;

  constructor(before: Json, after: Json) {
    this.before = new References(before);
    this.after = new References(after);
  }

  compare(
    before: SchemaNode,
    after: SchemaNode,
    context: Context,
  ): SchemaDifference[] {
    if (
      isSameJson(before.schema, after.schema) &&
      !this.before.isReferring(before.schema)
    ) {
      return [];
    }
    this.#steps += 1;
    if (this.#steps > MOST_STEPS) {
      // Said once: the whole is undecided from here on.
      return this.#steps === MOST_STEPS + 1
        ? [{ part: 'limit', effect: 'undecided', path: after.pointer }]
        : [];
    }
    if (context.depth > GREATEST_DEPTH) {
      return this.compareText('limit', before, after);
    }
    const [a, b] = [this.before.resolve(before), this.after.resolve(after)];
    const notes = compareAnnotations(before, after);
    if (!a || !b) {
      return [...notes, ...this.compareText('keyword', before, after, '$ref')];
    }
    const deeper = { ...context, depth: context.depth + 1 };
    return a === before && b === after
      ? [...notes, ...compareKeywords(this, a, b, deeper)]
      : [...notes, ...this.#compareTargets(a, b, deeper)];
  }

  /** Says only whether two places, with all they refer to, are written alike. */
  compareText(
    part: SchemaPart,
    before: SchemaNode,
    after: SchemaNode,
    keyword?: string,
  ): SchemaDifference[] {
    const isSame =
      isSameJson(before.schema, after.schema) &&
      !this.before.isReferring(before.schema);
    return isSame ||
      this.before.closure(before.schema) === this.after.closure(after.schema)
      ? []
      : [{ part, effect: 'undecided', path: after.pointer, keyword }];
  }

  /**
   * Compares a pair once however often it is referred to. A pair that is met
   * again below itself adds nothing: a difference in it is found where it began.
   */
  #compareTargets(
    before: SchemaNode,
    after: SchemaNode,
    context: Context,
  ): SchemaDifference[] {
    const [a, b] = [before.schema, after.schema];
    if (!isJsonObject(a) || !isJsonObject(b)) {
      return compareKeywords(this, before, after, context);
    }
    const known = ofPair(context.isTentative ? this.#tried : this.#reported, a);
    const earlier = known.get(b);
    if (earlier) {
      return [{ part: 'repeated', effect: earlier, path: after.pointer }];
    }
    const open = ofPair(this.#isOpen, a);
    const opened = open.get(b);
    if (opened !== undefined) {
      this.#assumptions += 1;
      // A definition that is nothing but itself says nothing about a value.
      return opened === context.level
        ? this.compareText('keyword', before, after, '$ref')
        : [];
    }
    open.set(b, context.level);
    const assumptions = this.#assumptions;
    const differences = [
      ...compareAnnotations(before, after),
      ...compareKeywords(this, before, after, context),
    ];
    open.delete(b);
    // What was only tried out and rests on an open pair holds here and now only.
    if (!context.isTentative || this.#assumptions === assumptions) {
      known.set(b, effectOf(differences));
    }
    return differences;
  }
}
