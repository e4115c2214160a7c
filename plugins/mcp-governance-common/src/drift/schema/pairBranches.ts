import { canonicalText } from '../../snapshot';
import { discriminators } from './areDisjoint';
import { References } from './References';
import { SchemaNode, keywordsOf } from './SchemaNode';

/** What a branch of a union is recognised by when its text has changed. */
function markOf(branch: SchemaNode, references: References): string {
  const node = references.resolve(branch) ?? branch;
  const { $ref } = keywordsOf(branch);
  const { title, type } = keywordsOf(node);
  const constants = [...discriminators(node, references)]
    .map(([name, values]) => [name, [...values].sort()])
    .sort();
  return canonicalText([
    constants.length > 0 ? constants : $ref ?? title ?? null,
    type ?? null,
  ]);
}

/** Pairs branches that are about the same: by their constants, reference or title, and type. */
export function pairBranches(
  removed: readonly SchemaNode[],
  added: readonly SchemaNode[],
  before: References,
  after: References,
): {
  related: [SchemaNode, SchemaNode][];
  lost: SchemaNode[];
  gained: SchemaNode[];
} {
  const waiting = removed.map(node => ({ node, mark: markOf(node, before) }));
  const related: [SchemaNode, SchemaNode][] = [];
  const gained: SchemaNode[] = [];
  for (const node of added) {
    const mark = markOf(node, after);
    const index = waiting.findIndex(candidate => candidate.mark === mark);
    if (index >= 0) {
      related.push([waiting.splice(index, 1)[0].node, node]);
    } else {
      gained.push(node);
    }
  }
  return { related, lost: waiting.map(({ node }) => node), gained };
}
