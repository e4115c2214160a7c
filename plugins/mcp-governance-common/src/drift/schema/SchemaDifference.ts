import { Json } from '../../snapshot';

/**
 * What a difference does to the set of accepted values: `narrower` accepts fewer,
 * `wider` more, `incomparable` both fewer and more, `undecided` could not be
 * compared, `same` is written differently and accepts the same.
 */
export type Effect =
  | 'narrower'
  | 'wider'
  | 'incomparable'
  | 'undecided'
  | 'same';

/** What a difference is about. */
export type SchemaPart =
  /** `type`, `enum`, `const` and unions: which values there are at all. */
  | 'values'
  /** Bounds, patterns and formats: which of these values. */
  | 'bounds'
  | 'property-added'
  | 'property-removed'
  /** An object asks for a property that it did not ask for before, or no longer asks for it. */
  | 'required'
  /** Properties that no schema names. */
  | 'extra-properties'
  | 'default'
  | 'description'
  | 'title'
  /** Other words about the value: examples, deprecation. */
  | 'annotation'
  /** Known to mean nothing: an explicit default of the dialect, a safe-integer bound. */
  | 'noise'
  | 'rewritten'
  /** Stands for differences of a definition that are reported elsewhere already. */
  | 'repeated'
  /** A keyword or construction that cannot be compared. */
  | 'keyword'
  /** The schema is too deep or too wide to be compared in bounded time. */
  | 'limit';

/** One difference between two JSON Schemas. */
export interface SchemaDifference {
  part: SchemaPart;
  effect: Effect;
  /** JSON Pointer into the later schema; into the earlier one for what was removed. */
  path: string;
  keyword?: string;
  /** Whether a property that was added or removed is (or was) required. */
  isRequired?: boolean;
  /** Whether the object names no property of its own, so that all it holds is extra. */
  isMap?: boolean;
  before?: Json;
  after?: Json;
}

/** What several differences do together. */
export function effectOf(differences: readonly SchemaDifference[]): Effect {
  const effects = new Set(differences.map(({ effect }) => effect));
  if (effects.has('undecided')) {
    return 'undecided';
  }
  if (
    effects.has('incomparable') ||
    (effects.has('narrower') && effects.has('wider'))
  ) {
    return 'incomparable';
  }
  if (effects.has('narrower')) {
    return 'narrower';
  }
  return effects.has('wider') ? 'wider' : 'same';
}
