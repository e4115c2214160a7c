import { Json, isJsonObject, isSameJson, itemName } from '../../snapshot';
import { isMutating, toolHints } from '../toolHints';
import { Change } from './Change';
import { diffTool } from './diffTool';
import { judgeTexts } from './judgeTexts';
import { pairItems } from './pairItems';
import { pairRenames } from './pairRenames';
import { Subject, judge } from './Subject';

const subjectOf = (name: string): Subject => ({ id: `tool:${name}`, name });

function namesOf(items: readonly Json[]): string[] {
  return items.map(item => itemName('tools', item)).filter(name => name !== '');
}

function diffPair(
  name: string,
  before: Json,
  after: Json,
  names: ReadonlySet<string>,
): Change[] {
  if (isSameJson(before, after)) {
    return [];
  }
  const subject = subjectOf(name);
  return isJsonObject(before) && isJsonObject(after) && name !== ''
    ? diffTool(subject, before, after, names)
    : [judge('tool-unreadable', subject, { before, after })];
}

function addedTool(tool: Json, names: ReadonlySet<string>): Change[] {
  const name = itemName('tools', tool);
  const subject = subjectOf(name);
  if (name === '') {
    return [judge('tool-unreadable', subject, { after: tool })];
  }
  const kind = isMutating(undefined, toolHints(tool))
    ? 'mutating-tool-added'
    : 'tool-added';
  return [
    judge(kind, subject, { after: tool }),
    ...judgeTexts(subject, undefined, tool, names),
  ];
}

/** How two lists of tools differ. `areComparable` is false where they were seen as different callers. */
export function diffTools(
  before: readonly Json[],
  after: readonly Json[],
  areComparable: boolean,
): Change[] {
  const names = new Set([...namesOf(before), ...namesOf(after)]);
  const groups = pairItems('tools', before, after);
  const changes = groups.flatMap(({ name, pairs }) =>
    pairs.flatMap(pair => diffPair(name, pair.before, pair.after, names)),
  );
  const gone: Json[] = [];
  const come: Json[] = [];
  for (const { name, pairs, removed, added } of groups) {
    const count = {
      before: pairs.length + removed.length,
      after: pairs.length + added.length,
    };
    if (name !== '' && count.before !== count.after) {
      if (count.after > Math.max(count.before, 1)) {
        changes.push(judge('duplicate-tool-name', subjectOf(name), count));
      } else if (count.before > Math.max(count.after, 1)) {
        changes.push(judge('duplicate-tool-name-gone', subjectOf(name), count));
      }
    }
    // One of several tools of a name is not told apart from the others.
    if (name === '' || pairs.length === 0) {
      gone.push(...removed);
      come.push(...added);
    }
  }
  if (!areComparable) {
    return gone.length + come.length > 0
      ? [
          ...changes,
          judge(
            'items-not-comparable',
            { id: 'server', name: 'tools' },
            { path: '/tools', before: namesOf(gone), after: namesOf(come) },
          ),
        ]
      : changes;
  }
  const renames = pairRenames(gone, come);
  const renamed = new Set<Json>(
    renames.flatMap(({ before: was, after: is }) => [was as Json, is as Json]),
  );
  for (const { before: was, after: is } of renames) {
    const [oldName, newName] = [String(was.name), String(is.name)];
    changes.push(
      judge('tool-renamed', subjectOf(newName), {
        path: '/name',
        before: oldName,
        after: newName,
      }),
      ...diffPair(
        newName,
        was as Json,
        { ...is, name: oldName } as Json,
        names,
      ).map(change => ({ ...change, subject: `tool:${newName}` })),
    );
  }
  return [
    ...changes,
    ...gone
      .filter(tool => !renamed.has(tool))
      .map(tool => {
        const name = itemName('tools', tool);
        return judge(
          name === '' ? 'tool-unreadable' : 'tool-removed',
          subjectOf(name),
          { before: tool },
        );
      }),
    ...come
      .filter(tool => !renamed.has(tool))
      .flatMap(tool => addedTool(tool, names)),
  ];
}
