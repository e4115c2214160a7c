import {
  Json,
  JsonObject,
  SectionName,
  isJsonObject,
  isSameJson,
  pointerStep,
} from '../../snapshot';
import { Change } from './Change';
import { diffText } from './diffTool';
import { judgeTexts } from './judgeTexts';
import { pairItems } from './pairItems';
import { ChangeKind } from './rules';
import { Subject, judge } from './Subject';

type ItemSection = Exclude<SectionName, 'tools'>;

const words: Record<
  ItemSection,
  { subject: string; plural: string; added: ChangeKind; removed: ChangeKind }
> = {
  prompts: {
    subject: 'prompt',
    plural: 'prompts',
    added: 'prompt-added',
    removed: 'prompt-removed',
  },
  resources: {
    subject: 'resource',
    plural: 'resources',
    added: 'resource-added',
    removed: 'resource-removed',
  },
  resourceTemplates: {
    subject: 'resourceTemplate',
    plural: 'resource templates',
    added: 'resource-added',
    removed: 'resource-removed',
  },
};

const display = new Set(['title', 'icons', 'name']);
const details = new Set(['size', 'annotations']);

function diffArguments(
  subject: Subject,
  before: Json | undefined,
  after: Json | undefined,
): Change[] {
  const listOf = (value: Json | undefined) =>
    new Map(
      (Array.isArray(value) ? value : []).flatMap(
        (argument): [string, JsonObject][] =>
          isJsonObject(argument) ? [[String(argument.name), argument]] : [],
      ),
    );
  const [was, is] = [listOf(before), listOf(after)];
  const changes = [...new Set([...was.keys(), ...is.keys()])].flatMap(
    (name): Change[] => {
      const [a, b] = [was.get(name), is.get(name)];
      const facts = { path: `/arguments${pointerStep(name)}`, at: name };
      if (!a || !b) {
        const added =
          b?.required === true
            ? 'required-prompt-argument-added'
            : 'prompt-argument-added';
        return [
          judge(a ? 'prompt-argument-removed' : added, subject, {
            ...facts,
            before: a as Json | undefined,
            after: b as Json | undefined,
          }),
        ];
      }
      if (isSameJson(a as Json, b as Json)) {
        return [];
      }
      const [wasRequired, isRequired] = [a, b].map(
        ({ required }) => required === true,
      );
      const found: Change[] = [];
      if (wasRequired !== isRequired) {
        found.push(
          judge(
            isRequired
              ? 'prompt-argument-now-required'
              : 'prompt-argument-now-optional',
            subject,
            facts,
          ),
        );
      }
      found.push(
        ...diffText(
          subject,
          'item-description-changed',
          `${facts.path}/description`,
          a.description,
          b.description,
        ),
      );
      return found.length > 0
        ? found
        : [
            judge('item-detail-changed', subject, {
              ...facts,
              before: a as Json,
              after: b as Json,
            }),
          ];
    },
  );
  return changes.length > 0
    ? changes
    : [
        judge('item-detail-changed', subject, {
          path: '/arguments',
          before,
          after,
        }),
      ];
}

function diffItem(
  subject: Subject,
  before: JsonObject,
  after: JsonObject,
  toolNames: ReadonlySet<string>,
): Change[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const changes = [...keys]
    .filter(key => !isSameJson(before[key], after[key]))
    .flatMap((key): Change[] => {
      const path = pointerStep(key);
      const facts = { path, before: before[key], after: after[key] };
      if (key === 'description') {
        return diffText(
          subject,
          'item-description-changed',
          path,
          before[key],
          after[key],
        );
      }
      if (key === 'arguments') {
        return diffArguments(subject, before[key], after[key]);
      }
      if (key === 'mimeType') {
        return [judge('media-type-changed', subject, facts)];
      }
      if (key === '_meta') {
        return [judge('meta-changed', subject, facts)];
      }
      if (display.has(key) || details.has(key)) {
        return [
          judge(
            display.has(key) ? 'display-changed' : 'item-detail-changed',
            subject,
            facts,
          ),
        ];
      }
      return [judge('field-changed', subject, facts)];
    });
  return [
    ...changes,
    ...judgeTexts(subject, before as Json, after as Json, toolNames),
  ];
}

/** How two lists of prompts, resources or resource templates differ. */
export function diffItems(
  section: ItemSection,
  before: readonly Json[],
  after: readonly Json[],
  areComparable: boolean,
  toolNames: ReadonlySet<string>,
): Change[] {
  const { subject: word, plural, added, removed } = words[section];
  const groups = pairItems(section, before, after);
  const notComparable: { before: string[]; after: string[] } = {
    before: [],
    after: [],
  };
  const changes = groups.flatMap((group): Change[] => {
    const subject = { id: `${word}:${group.name}`, name: group.name };
    const changed = group.pairs.flatMap(pair => {
      if (isSameJson(pair.before, pair.after)) {
        return [];
      }
      return isJsonObject(pair.before) &&
        isJsonObject(pair.after) &&
        group.name !== ''
        ? diffItem(subject, pair.before, pair.after, toolNames)
        : [judge('item-unreadable', subject, pair)];
    });
    const isOdd = group.name === '' || group.pairs.length > 0;
    if (!areComparable && !isOdd) {
      notComparable.before.push(...group.removed.map(() => group.name));
      notComparable.after.push(...group.added.map(() => group.name));
      return changed;
    }
    return [
      ...changed,
      ...group.removed.map(item =>
        judge(isOdd ? 'item-unreadable' : removed, subject, { before: item }),
      ),
      ...group.added.flatMap(item => [
        judge(isOdd ? 'item-unreadable' : added, subject, { after: item }),
        ...judgeTexts(subject, undefined, item, toolNames),
      ]),
    ];
  });
  return notComparable.before.length + notComparable.after.length > 0
    ? [
        ...changes,
        judge(
          'items-not-comparable',
          { id: 'server', name: plural },
          { path: pointerStep(section), ...notComparable },
        ),
      ]
    : changes;
}
