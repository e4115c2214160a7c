import {
  InexactValue,
  Json,
  Section,
  SectionName,
  Snapshot,
  itemName,
  sectionNames,
} from '../../snapshot';
import { Change } from './Change';
import { diffItems } from './diffItems';
import { diffServer } from './diffServer';
import { diffTools } from './diffTools';
import { judge } from './Subject';
import { verdicts } from './verdicts';

const plurals: Record<SectionName, string> = {
  tools: 'tools',
  prompts: 'prompts',
  resources: 'resources',
  resourceTemplates: 'resource templates',
};

function toolNamesOf(...snapshots: Snapshot[]): Set<string> {
  return new Set(
    snapshots.flatMap(({ tools }) =>
      tools.status === 'listed'
        ? tools.items.map(item => itemName('tools', item))
        : [],
    ),
  );
}

/** Numbers and texts that JavaScript cannot hold, by the item that has them. */
function inexactByItem(section: SectionName, content: Section) {
  const texts = new Map<string, string[]>();
  if (content.status === 'listed') {
    for (const { pointer, text } of content.inexact ?? ([] as InexactValue[])) {
      const [, index, ...rest] = pointer.split('/');
      const name = itemName(section, content.items[Number(index)] ?? null);
      texts.set(name, [
        ...(texts.get(name) ?? []),
        `/${rest.join('/')} ${text}`,
      ]);
    }
  }
  return texts;
}

function diffInexact(
  section: SectionName,
  before: Section,
  after: Section,
): Change[] {
  const [was, is] = [
    inexactByItem(section, before),
    inexactByItem(section, after),
  ];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter(name => was.get(name)?.join() !== is.get(name)?.join())
    .map(name =>
      judge(
        'field-changed',
        { id: `${section.replace(/s$/, '')}:${name}`, name },
        {
          before: was.get(name) ?? null,
          after: is.get(name) ?? null,
          at: 'A value that JavaScript cannot hold exactly',
        },
      ),
    );
}

function diffSection(
  section: SectionName,
  before: Section,
  after: Section,
  areComparable: boolean,
  toolNames: ReadonlySet<string>,
): Change[] {
  const subject = { id: 'server', name: plurals[section] };
  const facts = {
    path: `/${section}`,
    before: before.status,
    after: after.status,
  };
  if (before.status === 'failed' || after.status === 'failed') {
    const isSame =
      before.status === 'failed' &&
      after.status === 'failed' &&
      before.error.kind === after.error.kind;
    return isSame ? [] : [judge('listing-unknown', subject, facts)];
  }
  const itemsOf = (content: Section): Json[] =>
    content.status === 'listed' ? content.items : [];
  const [was, is] = [itemsOf(before), itemsOf(after)];
  const changes =
    section === 'tools'
      ? diffTools(was, is, areComparable)
      : diffItems(section, was, is, areComparable, toolNames);
  if (before.status !== after.status) {
    changes.push(
      judge(
        after.status === 'listed' ? 'listing-begun' : 'listing-ended',
        subject,
        facts,
      ),
    );
  }
  return [...changes, ...diffInexact(section, before, after)];
}

/** The worst first; among equals by subject and path. */
function byWeight(a: Change, b: Change): number {
  const key = ({ subject, path, kind }: Change) =>
    `${subject}\u0000${path}\u0000${kind}`;
  const order = verdicts.indexOf(a.verdict) - verdicts.indexOf(b.verdict);
  if (order !== 0) {
    return order;
  }
  return key(a) < key(b) ? -1 : 1;
}

/**
 * What changed from one snapshot of a server to another, judged, the worst
 * first. Empty exactly where the hashes of the two are equal. What was seen as
 * different callers is not taken for removed, and a failed listing not for empty.
 */
export function diffSnapshots(before: Snapshot, after: Snapshot): Change[] {
  if (before === after) {
    return [];
  }
  const areComparable =
    before.takenWith.principal === after.takenWith.principal;
  const toolNames = toolNamesOf(before, after);
  const changes = [
    ...diffServer(before, after, toolNames),
    ...sectionNames.flatMap(section =>
      diffSection(
        section,
        before[section],
        after[section],
        areComparable,
        toolNames,
      ),
    ),
  ];
  return changes.sort(byWeight);
}
