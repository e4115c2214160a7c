import { Json, isJsonObject } from '../../snapshot';
import { annotationKeywords } from '../schema';
import { Change } from './Change';
import { ChangeKind } from './rules';
import { Subject, judge } from './Subject';

function argumentsOf(schema: Json): string[] {
  return isJsonObject(schema) && isJsonObject(schema.properties)
    ? Object.keys(schema.properties)
    : [];
}

/** Whether a schema says nothing at all of what a tool takes, not even that it takes nothing. */
function isMissing(schema: Json): boolean {
  return (
    isJsonObject(schema) &&
    Object.keys(schema).every(keyword => annotationKeywords.has(keyword))
  );
}

/**
 * A whole input schema that went missing, or came back, is one change. What it
 * refuses besides its arguments is judged on its own.
 */
export function judgeMissing(
  subject: Subject,
  before: Json,
  after: Json,
): { change: Change; replaces: ReadonlySet<ChangeKind> } | undefined {
  const [was, is] = [argumentsOf(before), argumentsOf(after)];
  const path = '/inputSchema';
  if (was.length > 0 && isMissing(after)) {
    return {
      change: judge('input-schema-lost', subject, {
        path,
        before: was.join(', '),
      }),
      replaces: new Set(['argument-removed']),
    };
  }
  const asks =
    isJsonObject(after) &&
    Array.isArray(after.required) &&
    after.required.length > 0;
  return isMissing(before) && asks
    ? {
        change: judge('input-schema-found', subject, {
          path,
          after: is.join(', '),
        }),
        replaces: new Set(['required-argument-added', 'argument-added']),
      }
    : undefined;
}
