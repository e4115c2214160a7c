import {
  CorrectedTool,
  DeclaredTool,
  FieldSpelling,
  Snapshot,
  correctedTools,
  readYaml,
  spelledKey,
} from 'backstage-plugin-mcp-governance-common';
import { YAMLMap, YAMLSeq, isMap, isScalar, isSeq } from 'yaml';
import { Edit, applyEdits, lineStart } from './edits';
import { LintedEntry } from './LintedEntry';
import { lintText } from './lintText';
import {
  appendItems,
  changedFields,
  editTool,
  newBlock,
  removeItem,
} from './toolEdits';

const holderPath: Record<FieldSpelling, string[]> = {
  entry: ['spec', 'governance'],
  playbook: [],
};

interface Plan {
  /** Declared and live, by name. */
  kept: Map<string, CorrectedTool>;
  added: CorrectedTool[];
}

function planOf(
  declared: readonly DeclaredTool[],
  corrected: readonly CorrectedTool[],
): Plan {
  const names = new Set(declared.map(({ name }) => name));
  return {
    kept: new Map(
      corrected.flatMap(one =>
        names.has(one.tool.name) ? [[one.tool.name ?? '', one]] : [],
      ),
    ),
    added: corrected.filter(({ tool }) => !names.has(tool.name)),
  };
}

function nameIn(map: YAMLMap): string | undefined {
  const name = map.get('name', true);
  return isScalar(name) && typeof name.value === 'string'
    ? name.value
    : undefined;
}

/** Edits of a block list: only lines that have to change do. */
function listEdits(
  text: string,
  list: YAMLSeq,
  declared: readonly DeclaredTool[],
  plan: Plan,
  spelling: FieldSpelling,
): Edit[] {
  const seen = new Set<string>();
  const edits: Edit[] = [];
  list.items.forEach((item, index) => {
    const name = isMap(item) ? nameIn(item) : undefined;
    const tool = declared[index];
    if (!isMap(item) || name === undefined) {
      return;
    }
    const target = plan.kept.get(name);
    if (target && !seen.has(name)) {
      seen.add(name);
      const fields = changedFields(tool, target);
      edits.push(...editTool(text, item, fields, target, spelling));
    } else {
      edits.push(removeItem(text, item));
    }
  });
  return [...edits, ...appendItems(text, list, plan.added, spelling)];
}

/** Whether every item begins a line of its own, so that lines can be edited. */
function isByLines(text: string, list: YAMLSeq): boolean {
  return (
    !list.flow &&
    list.items.every(
      item =>
        isMap(item) &&
        item.range &&
        /^[ \t]*- +$/.test(
          text.slice(lineStart(text, item.range[0]), item.range[0]),
        ),
    )
  );
}

/** The text with its tools corrected in place; `undefined` where they are written in a way that forbids it. */
function edited(
  text: string,
  { document, entry, spelling }: LintedEntry,
  plan: Plan,
): string | undefined {
  const declared = entry.governance.tools ?? [];
  const holder = document.document.getIn(holderPath[spelling], true);
  if (!isMap(holder) || holder.flow || holder.items.length === 0) {
    return undefined;
  }
  const pair = holder.items.find(
    item => isScalar(item.key) && item.key.value === 'tools',
  );
  const list = pair?.value;
  if (!isSeq(list) || list.items.length === 0) {
    const edit = newBlock(text, holder, pair, plan.added, spelling);
    return applyEdits(text, [edit]);
  }
  const keepsAll = declared.every(
    ({ name }) => name !== undefined && plan.kept.has(name),
  );
  return isByLines(text, list) || (keepsAll && plan.added.length === 0)
    ? applyEdits(text, listEdits(text, list, declared, plan, spelling))
    : undefined;
}

/** The text with the list written anew by the library, which keeps comments and order but not every space. */
function rewritten(
  text: string,
  { document: { document }, index, entry, spelling }: LintedEntry,
  plan: Plan,
): string {
  const path = [...holderPath[spelling], 'tools'];
  const old = document.getIn(path, true);
  const list = isSeq(old) ? old : new YAMLSeq();
  const items = [...list.items];
  list.items = [];
  const seen = new Set<string>();
  const set = (map: YAMLMap, field: keyof DeclaredTool, value: unknown) =>
    map.set(spelledKey(field, spelling), value);
  items.forEach((item, place) => {
    const name = isMap(item) ? nameIn(item) : undefined;
    const target = name === undefined ? undefined : plan.kept.get(name);
    const tool = entry.governance.tools?.[place];
    if (isMap(item) && target && tool && name !== undefined) {
      if (!seen.has(name)) {
        seen.add(name);
        for (const field of changedFields(tool, target)) {
          set(item, field, target.tool[field]);
        }
        list.add(item);
      }
    } else if (name === undefined) {
      list.add(item);
    }
  });
  for (const { tool } of plan.added) {
    const map = new YAMLMap();
    for (const [field, value] of Object.entries(tool)) {
      map.set(spelledKey(field, spelling), document.createNode(value));
    }
    list.add(map);
  }
  list.flow = list.items.length === 0;
  document.setIn(path, list);
  return readYaml(text)
    .map((other, place) => (place === index ? document : other.document))
    .map(one => one.toString({ lineWidth: 0 }))
    .join('');
}

/** Whether nothing is left to correct. */
function isSettled({ entry }: LintedEntry, snapshot: Snapshot): boolean {
  // What a tool without a name is meant to be, only its author knows.
  const declared = (entry.governance.tools ?? []).filter(
    ({ name }) => name !== undefined,
  );
  const { kept, added } = planOf(
    declared,
    correctedTools(entry, snapshot) ?? [],
  );
  return (
    added.length === 0 &&
    kept.size === declared.length &&
    declared.every(tool => {
      const target = tool.name && kept.get(tool.name);
      return target && changedFields(tool, target).length === 0;
    })
  );
}

/**
 * The text of a file with the tools of one entry as they would agree with the live
 * server. Comments and order stay; fixing what was fixed changes nothing.
 */
export async function fixTools(
  text: string,
  linted: LintedEntry,
  snapshot: Snapshot,
): Promise<string> {
  const corrected = correctedTools(linted.entry, snapshot);
  if (!linted.isSound || !corrected || isSettled(linted, snapshot)) {
    return text;
  }
  const plan = planOf(linted.entry.governance.tools ?? [], corrected);
  const byLines = edited(text, linted, plan);
  if (byLines !== undefined) {
    const { entries } = await lintText(linted.file, byLines);
    const after = entries.find(({ index }) => index === linted.index);
    if (after?.isSound && isSettled(after, snapshot)) {
      return byLines;
    }
  }
  return rewritten(text, linted, plan);
}
