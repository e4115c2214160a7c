import {
  Json,
  JsonObject,
  isJsonObject,
  isSameJson,
  pointerStep,
} from '../../snapshot';
import { Change } from './Change';
import { ChangeKind } from './rules';
import { Subject, judge } from './Subject';

/** The hints of MCP, what holds where one is absent (2025-11-25, ToolAnnotations), and what a flip is. */
const hints: Record<string, { byDefault: boolean; flipped: ChangeKind }> = {
  readOnlyHint: { byDefault: false, flipped: 'read-only-withdrawn' },
  destructiveHint: { byDefault: true, flipped: 'destructive-changed' },
  idempotentHint: { byDefault: false, flipped: 'idempotent-changed' },
  openWorldHint: { byDefault: true, flipped: 'open-world-changed' },
};

function kindOfHint(
  name: string,
  before: Json | undefined,
  after: Json | undefined,
): ChangeKind {
  const { byDefault, flipped } = hints[name];
  if (before === undefined) {
    return 'hint-declared';
  }
  if (before === (after ?? byDefault)) {
    return 'hint-withdrawn';
  }
  return name === 'readOnlyHint' && before !== true
    ? 'read-only-claimed'
    : flipped;
}

/** How the annotations of a tool differ: what was declared once is held against what is now. */
export function diffAnnotations(
  subject: Subject,
  before: JsonObject,
  after: JsonObject,
  diffTitle: (
    subject: Subject,
    path: string,
    was: Json | undefined,
    is: Json | undefined,
  ) => Change[],
): Change[] {
  const [a, b] = [before.annotations, after.annotations];
  if (isSameJson(a, b)) {
    return [];
  }
  const isReadable = (value: Json | undefined) =>
    value === undefined || isJsonObject(value);
  if (!isReadable(a) || !isReadable(b)) {
    return [
      judge('annotation-changed', subject, {
        path: '/annotations',
        before: a,
        after: b,
      }),
    ];
  }
  const [was, is] = [isJsonObject(a) ? a : {}, isJsonObject(b) ? b : {}];
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  const differing = keys.filter(key => !isSameJson(was[key], is[key]));
  if (differing.length === 0) {
    // `annotations: {}` came or went.
    return [
      judge('display-changed', subject, {
        path: '/annotations',
        before: a,
        after: b,
      }),
    ];
  }
  return differing.flatMap(key => {
    const path = `/annotations${pointerStep(key)}`;
    if (key === 'title') {
      return diffTitle(subject, path, was.title, is.title);
    }
    const isHint =
      Object.hasOwn(hints, key) &&
      [was[key], is[key]].every(
        value => value === undefined || typeof value === 'boolean',
      );
    return [
      judge(
        isHint ? kindOfHint(key, was[key], is[key]) : 'annotation-changed',
        subject,
        { path, before: was[key], after: is[key], at: key },
      ),
    ];
  });
}
