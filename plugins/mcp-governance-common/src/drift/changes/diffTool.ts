import {
  Json,
  JsonObject,
  isJsonObject,
  isSameJson,
  pointerStep,
} from '../../snapshot';
import { hasSameWords } from '../text';
import { isMutating, toolHints } from '../toolHints';
import { Change } from './Change';
import { diffAnnotations } from './diffAnnotations';
import { judgeSchema } from './judgeSchema';
import { judgeTexts } from './judgeTexts';
import { ChangeKind } from './rules';
import { Subject, judge } from './Subject';

/** Fields of a tool that have comparisons of their own. */
const known = new Set([
  'name',
  'title',
  'description',
  'inputSchema',
  'outputSchema',
  'annotations',
  'execution',
]);

/** A text of a tool, of which only other words matter. */
export function diffText(
  subject: Subject,
  kind: ChangeKind,
  path: string,
  before: Json | undefined,
  after: Json | undefined,
): Change[] {
  if (isSameJson(before, after)) {
    return [];
  }
  const isReformatted =
    typeof before === 'string' &&
    typeof after === 'string' &&
    hasSameWords(before, after);
  return [
    judge(isReformatted ? 'text-reformatted' : kind, subject, {
      path,
      before,
      after,
    }),
  ];
}

function diffTitle(
  subject: Subject,
  path: string,
  before: Json | undefined,
  after: Json | undefined,
): Change[] {
  const isFirstOrLast = before === undefined || after === undefined;
  return diffText(
    subject,
    isFirstOrLast ? 'display-changed' : 'tool-title-changed',
    path,
    before,
    after,
  );
}

function taskSupport(tool: JsonObject): Json | undefined {
  return isJsonObject(tool.execution) ? tool.execution.taskSupport : undefined;
}

function diffExecution(
  subject: Subject,
  before: JsonObject,
  after: JsonObject,
): Change[] {
  if (isSameJson(before.execution, after.execution)) {
    return [];
  }
  const [was, is] = [taskSupport(before), taskSupport(after)];
  const facts = { path: '/execution/taskSupport', before: was, after: is };
  const others = (tool: JsonObject): Json | undefined =>
    isJsonObject(tool.execution)
      ? ({ ...tool.execution, taskSupport: null } as Json)
      : tool.execution;
  const changes: Change[] = [];
  if ((was ?? 'forbidden') !== (is ?? 'forbidden')) {
    changes.push(
      judge(
        is === 'required' ? 'task-required' : 'task-support-changed',
        subject,
        facts,
      ),
    );
  } else if (
    was !== is ||
    before.execution === undefined ||
    after.execution === undefined
  ) {
    changes.push(judge('task-support-noise', subject, facts));
  }
  const [a, b] = [others(before), others(after)];
  const isEmpty = (value: Json | undefined) =>
    value === undefined ||
    (isJsonObject(value) &&
      Object.keys(value).every(key => key === 'taskSupport'));
  if (!isSameJson(a, b) && !(isEmpty(a) && isEmpty(b))) {
    changes.push(
      judge('field-changed', subject, {
        path: '/execution',
        before: a,
        after: b,
      }),
    );
  }
  return changes;
}

function diffOutput(
  subject: Subject,
  before: JsonObject,
  after: JsonObject,
  isMutatingTool: boolean,
): Change[] {
  const [was, is] = [before.outputSchema, after.outputSchema];
  if (was === undefined && is === undefined) {
    return [];
  }
  if (was === undefined || is === undefined) {
    return [
      judge(
        was === undefined ? 'output-schema-added' : 'output-schema-removed',
        subject,
        { path: '/outputSchema', before: was, after: is },
      ),
    ];
  }
  return judgeSchema(subject, was, is, {
    side: 'output',
    isMutating: isMutatingTool,
  });
}

function diffOtherFields(
  subject: Subject,
  before: JsonObject,
  after: JsonObject,
): Change[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const kinds: Record<string, ChangeKind> = {
    icons: 'display-changed',
    _meta: 'meta-changed',
  };
  return [...keys]
    .filter(key => !known.has(key) && !isSameJson(before[key], after[key]))
    .map(key =>
      judge(kinds[key] ?? 'field-changed', subject, {
        path: pointerStep(key),
        before: before[key],
        after: after[key],
      }),
    );
}

/** How two versions of one tool differ. `toolNames` are the names of all tools. */
export function diffTool(
  subject: Subject,
  before: JsonObject,
  after: JsonObject,
  toolNames: ReadonlySet<string>,
): Change[] {
  const isMutatingTool =
    isMutating(undefined, toolHints(before as Json)) ||
    isMutating(undefined, toolHints(after as Json));
  return [
    ...diffText(
      subject,
      'tool-description-changed',
      '/description',
      before.description,
      after.description,
    ),
    ...diffTitle(subject, '/title', before.title, after.title),
    ...diffAnnotations(subject, before, after, diffTitle),
    ...judgeSchema(subject, before.inputSchema ?? {}, after.inputSchema ?? {}, {
      side: 'input',
      isMutating: isMutatingTool,
    }),
    ...diffOutput(subject, before, after, isMutatingTool),
    ...diffExecution(subject, before, after),
    ...diffOtherFields(subject, before, after),
    ...judgeTexts(subject, before as Json, after as Json, toolNames),
  ];
}
