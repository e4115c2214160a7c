import { Json, isSameJson } from '../../snapshot';
import { SchemaDifference, SchemaPart } from './SchemaDifference';
import { SchemaNode, child, keywordsOf } from './SchemaNode';

const parts: Record<string, SchemaPart> = {
  description: 'description',
  title: 'title',
  default: 'default',
  examples: 'annotation',
  deprecated: 'annotation',
  readOnly: 'annotation',
  writeOnly: 'annotation',
  contentEncoding: 'annotation',
  contentMediaType: 'annotation',
  $comment: 'annotation',
};

const dialects =
  /^https?:\/\/json-schema\.org\/(draft\/(2020-12|2019-09)|draft-0[67])\/schema#?$/;

function isKnownDialect(dialect: Json | undefined): boolean {
  return (
    dialect === undefined ||
    (typeof dialect === 'string' && dialects.test(dialect))
  );
}

/** Compares what a schema says about a value without accepting or refusing any. */
export function compareAnnotations(
  before: SchemaNode,
  after: SchemaNode,
): SchemaDifference[] {
  const [a, b] = [keywordsOf(before), keywordsOf(after)];
  const differing = (keyword: string) => !isSameJson(a[keyword], b[keyword]);
  const difference = (
    part: SchemaPart,
    keyword: string,
    effect: 'same' | 'undecided',
  ): SchemaDifference => ({
    part,
    effect,
    path: child(after, null, keyword).pointer,
    keyword,
    before: a[keyword],
    after: b[keyword],
  });
  const differences = Object.entries(parts)
    .filter(([keyword]) => differing(keyword))
    .map(([keyword, part]) => difference(part, keyword, 'same'));
  if (differing('$schema')) {
    const isKnown = isKnownDialect(a.$schema) && isKnownDialect(b.$schema);
    differences.push(
      isKnown
        ? difference('noise', '$schema', 'same')
        : difference('keyword', '$schema', 'undecided'),
    );
  }
  for (const keyword of ['$id', 'id'].filter(differing)) {
    // At the root it names the schema; below it, references count from it.
    differences.push(
      after.pointer === ''
        ? difference('annotation', keyword, 'same')
        : difference('keyword', keyword, 'undecided'),
    );
  }
  return differences;
}
