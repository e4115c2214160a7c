import { Json, JsonObject, isJsonObject, isSameJson } from '../../snapshot';
import { Comparison, Context } from './Comparison';
import { Effect, SchemaDifference, effectOf } from './SchemaDifference';
import { SchemaNode, child, isTrue, keywordsOf } from './SchemaNode';

function propertiesOf(schema: JsonObject): JsonObject {
  return isJsonObject(schema.properties) ? schema.properties : {};
}

function requiredOf(schema: JsonObject): Set<Json> {
  return new Set(Array.isArray(schema.required) ? schema.required : []);
}

const own = (object: JsonObject, key: string): Json | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/**
 * What it does that only one side names a property. Callers use the arguments
 * that are declared, so where undeclared ones were merely let through nobody
 * sent it; where they had a schema of their own (a map) somebody may have.
 */
function effectOfNaming(
  comparison: Comparison,
  other: SchemaNode,
  named: SchemaNode,
  direction: 'added' | 'removed',
  context: Context,
): Effect {
  const { additionalProperties, patternProperties } = keywordsOf(other);
  if (patternProperties !== undefined) {
    return 'undecided';
  }
  if (isJsonObject(additionalProperties) && !isTrue(additionalProperties)) {
    const extra = child(other, additionalProperties, 'additionalProperties');
    const tentative = { ...context, isTentative: true };
    return effectOf(
      direction === 'added'
        ? comparison.compare(extra, named, tentative)
        : comparison.compare(named, extra, tentative),
    );
  }
  if (additionalProperties !== false && context.isShared) {
    return isTrue(named.schema) ? 'same' : 'undecided';
  }
  return direction === 'added' ? 'wider' : 'narrower';
}

function compareExtras(
  comparison: Comparison,
  before: SchemaNode,
  after: SchemaNode,
  context: Context,
): SchemaDifference[] {
  const [a, b] = [keywordsOf(before), keywordsOf(after)];
  const was = a.additionalProperties ?? true;
  const is = b.additionalProperties ?? true;
  if (isSameJson(was, is) && !isJsonObject(was)) {
    return [];
  }
  const from = child(before, was, 'additionalProperties');
  const to = child(after, is, 'additionalProperties');
  if (isJsonObject(was) && isJsonObject(is)) {
    return comparison.compare(from, to, context);
  }
  if (isTrue(was) && isTrue(is)) {
    return [
      {
        part: 'rewritten',
        effect: 'same',
        path: to.pointer,
        keyword: 'additionalProperties',
      },
    ];
  }
  const effect = effectOf(
    comparison.compare(from, to, { ...context, isTentative: true }),
  );
  return [
    {
      part: 'extra-properties',
      effect,
      path: to.pointer,
      keyword: 'additionalProperties',
      before: a.additionalProperties,
      after: b.additionalProperties,
      // An object that names no property is a map: what it holds is all extra.
      isMap: Object.keys(propertiesOf(a)).length === 0 && after.pointer !== '',
    },
  ];
}

function compareNames(
  comparison: Comparison,
  before: SchemaNode,
  after: SchemaNode,
  context: Context,
): SchemaDifference[] {
  const [was, is] = [
    keywordsOf(before).propertyNames ?? true,
    keywordsOf(after).propertyNames ?? true,
  ];
  return comparison.compare(
    child(before, was, 'propertyNames'),
    child(after, is, 'propertyNames'),
    context,
  );
}

/** A property that only one side names, and whether the sides ask for it. */
interface OneSided {
  isAdded: boolean;
  before: SchemaNode;
  after: SchemaNode;
  from: SchemaNode;
  to: SchemaNode;
  required: { was: boolean; is: boolean };
}

function nameOnOneSide(
  comparison: Comparison,
  { isAdded, before, after, from, to, required }: OneSided,
  context: Context,
): SchemaDifference {
  const effect = isAdded
    ? effectOfNaming(comparison, before, to, 'added', context)
    : effectOfNaming(comparison, after, from, 'removed', context);
  const path = isAdded ? to.pointer : from.pointer;
  const effects: SchemaDifference[] = [{ part: 'values', effect, path }];
  if (required.was !== required.is) {
    const ofRequired = required.is ? 'narrower' : 'wider';
    effects.push({ part: 'required', effect: ofRequired, path });
  }
  return {
    part: isAdded ? 'property-added' : 'property-removed',
    effect: effectOf(effects),
    path,
    ...(isAdded
      ? { after: to.schema, isRequired: required.is }
      : { before: from.schema, isRequired: required.was }),
  };
}

/** Compares what two schemas say of objects. */
export function compareObjects(
  comparison: Comparison,
  before: SchemaNode,
  after: SchemaNode,
  outer: Context,
): SchemaDifference[] {
  const context = { ...outer, level: outer.level + 1 };
  const [a, b] = [keywordsOf(before), keywordsOf(after)];
  const [was, is] = [propertiesOf(a), propertiesOf(b)];
  const [wasRequired, isRequired] = [requiredOf(a), requiredOf(b)];
  const differences: SchemaDifference[] = [];

  const names = new Set([
    ...Object.keys(was),
    ...Object.keys(is),
    ...[...wasRequired, ...isRequired].filter(
      (name): name is string => typeof name === 'string',
    ),
  ]);
  for (const name of names) {
    const [old, now] = [own(was, name), own(is, name)];
    const required = { was: wasRequired.has(name), is: isRequired.has(name) };
    const from = child(before, old ?? true, 'properties', name);
    const to = child(after, now ?? true, 'properties', name);
    if ((old === undefined) !== (now === undefined)) {
      differences.push(
        nameOnOneSide(
          comparison,
          { isAdded: old === undefined, before, after, from, to, required },
          context,
        ),
      );
    } else if (old !== undefined && now !== undefined) {
      differences.push(...comparison.compare(from, to, context));
    }
    if (
      required.was !== required.is &&
      (old === undefined) === (now === undefined)
    ) {
      differences.push({
        part: 'required',
        effect: required.is ? 'narrower' : 'wider',
        path: to.pointer,
        isRequired: required.is,
        before: required.was,
        after: required.is,
      });
    }
  }
  return [
    ...differences,
    ...compareExtras(comparison, before, after, context),
    ...compareNames(comparison, before, after, context),
  ];
}
