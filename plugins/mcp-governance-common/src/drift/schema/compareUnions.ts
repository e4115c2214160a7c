import { Json } from '../../snapshot';
import { alternativesOf } from './alternativesOf';
import { areDisjoint } from './areDisjoint';
import { Comparison, Context } from './Comparison';
import { isUnionOfConstants } from './compareValues';
import { matchByText } from './matchByText';
import { pairBranches } from './pairBranches';
import { Effect, SchemaDifference, effectOf } from './SchemaDifference';
import { SchemaNode, child, keywordsOf } from './SchemaNode';

/** Pairs of branches that are tried out before the rest counts as too much. */
const MOST_PAIRS = 400;

const unions = ['anyOf', 'oneOf'] as const;
type Union = (typeof unions)[number];

/** Which unions a schema has; one of mere constants is a list of values and no union. */
export function unionOf(node: SchemaNode): string {
  return branchKeywords(node).join();
}

function branchKeywords(node: SchemaNode): Union[] {
  const keywords = keywordsOf(node);
  return unions.filter(
    keyword =>
      keywords[keyword] !== undefined && !isUnionOfConstants(keywords[keyword]),
  );
}

function branches(node: SchemaNode, keyword: Union): SchemaNode[] {
  const list: Json | undefined = keywordsOf(node)[keyword];
  return Array.isArray(list)
    ? list.map((schema, index) => child(node, schema, keyword, index))
    : [];
}

/** Whether each of some schemas accepts nothing that none of the others accepts. */
function isCovered(
  comparison: Comparison,
  parts: readonly SchemaNode[],
  whole: readonly SchemaNode[],
  direction: 'before-in-after' | 'after-in-before',
  context: Context,
): boolean {
  const tentative = { ...context, isTentative: true };
  return parts.every(part =>
    whole.some(candidate => {
      const [effect, covering]: [Effect, Effect] =
        direction === 'before-in-after'
          ? [effectOf(comparison.compare(part, candidate, tentative)), 'wider']
          : [
              effectOf(comparison.compare(candidate, part, tentative)),
              'narrower',
            ];
      return effect === 'same' || effect === covering;
    }),
  );
}

function compareCoverage(
  comparison: Comparison,
  before: readonly SchemaNode[],
  after: readonly SchemaNode[],
  context: Context,
): Effect | 'limit' {
  if (before.length * after.length > MOST_PAIRS) {
    return 'limit';
  }
  const isWider = isCovered(
    comparison,
    before,
    after,
    'before-in-after',
    context,
  );
  const isNarrower = isCovered(
    comparison,
    after,
    before,
    'after-in-before',
    context,
  );
  if (isWider) {
    return isNarrower ? 'same' : 'wider';
  }
  return isNarrower ? 'narrower' : 'incomparable';
}

/** Compares a schema that is a union with one that is none, or another kind of union. */
export function compareAlternatives(
  comparison: Comparison,
  before: SchemaNode,
  after: SchemaNode,
  context: Context,
): SchemaDifference[] {
  const [a, b] = [
    alternativesOf(before, comparison.before),
    alternativesOf(after, comparison.after),
  ];
  const shared = { ...context, isShared: true };
  const effect =
    a && b ? compareCoverage(comparison, a, b, shared) : 'undecided';
  const keyword = [...branchKeywords(after), ...branchKeywords(before)][0];
  const difference = {
    path: after.pointer,
    keyword,
    before: before.schema,
    after: after.schema,
  };
  if (effect === 'limit') {
    return [{ ...difference, part: 'limit', effect: 'undecided' }];
  }
  if (effect === 'same') {
    return [{ ...difference, part: 'rewritten', effect }];
  }
  return [{ ...difference, part: 'values', effect }];
}

/** Compares the branches of unions that both sides have. */
export function compareBranches(
  comparison: Comparison,
  before: SchemaNode,
  after: SchemaNode,
  context: Context,
): SchemaDifference[] {
  const shared = { ...context, isShared: true };
  return branchKeywords(before).flatMap(keyword => {
    const differences = compareUnion(
      comparison,
      branches(before, keyword),
      branches(after, keyword),
      keyword,
      shared,
    );
    // "Exactly one" counts: a branch that only repeats others is not without effect.
    const isCounted =
      keyword === 'oneOf' &&
      differences.some(
        ({ effect, part, path }) =>
          effect !== 'same' ||
          (part === 'rewritten' &&
            path === child(after, null, keyword).pointer),
      );
    return isCounted && !isDisjoint(comparison, before, after)
      ? [
          ...differences,
          {
            part: 'keyword' as const,
            effect: 'undecided' as const,
            path: child(after, null, keyword).pointer,
            keyword,
          },
        ]
      : differences;
  });
}

/** With overlapping branches a wider one may make "exactly one" fail. */
function isDisjoint(
  comparison: Comparison,
  before: SchemaNode,
  after: SchemaNode,
): boolean {
  return (
    areDisjoint(branches(before, 'oneOf'), comparison.before) &&
    areDisjoint(branches(after, 'oneOf'), comparison.after)
  );
}

function compareUnion(
  comparison: Comparison,
  before: SchemaNode[],
  after: SchemaNode[],
  keyword: Union,
  context: Context,
): SchemaDifference[] {
  const { pairs, removed, added } = matchByText(before, after);
  const { related, lost, gained } = pairBranches(
    removed,
    added,
    comparison.before,
    comparison.after,
  );
  const inPairs = [...pairs, ...related].flatMap(([a, b]) =>
    comparison.compare(a, b, context),
  );
  if (lost.length + gained.length === 0) {
    return inPairs;
  }
  const path = (gained[0] ?? lost[0]).pointer.replace(/\/\d+$/, '');
  const pairCount = lost.length * after.length + gained.length * before.length;
  if (pairCount > MOST_PAIRS && lost.length > 0 && gained.length > 0) {
    return [...inPairs, { part: 'limit', effect: 'undecided', path, keyword }];
  }
  // A branch that came or went may still accept only what others accept.
  const isSmall = pairCount <= MOST_PAIRS;
  const keepsAll =
    isSmall && isCovered(comparison, lost, after, 'before-in-after', context);
  const addsNothing =
    isSmall &&
    isCovered(comparison, gained, before, 'after-in-before', context);
  const facts = {
    path,
    keyword,
    before: lost.map(({ schema }) => schema),
    after: gained.map(({ schema }) => schema),
  };
  if (keepsAll && addsNothing) {
    return [...inPairs, { ...facts, part: 'rewritten', effect: 'same' }];
  }
  let effect: Effect = 'incomparable';
  if (keepsAll || addsNothing) {
    effect = keepsAll ? 'wider' : 'narrower';
  }
  return [...inPairs, { ...facts, part: 'values', effect }];
}
