import {
  Json,
  JsonObject,
  canonicalSchema,
  canonicalText,
  isJsonObject,
} from '../../snapshot';
import { SchemaNode, assertionsOf } from './SchemaNode';

const LONGEST_CHAIN = 50;

/** Keywords whose meaning depends on their neighbours, so that two sets of keywords cannot just be put together. */
const dependent = new Set([
  'properties',
  'patternProperties',
  'additionalProperties',
  'unevaluatedProperties',
  'items',
  'prefixItems',
  'additionalItems',
  'unevaluatedItems',
  'if',
  'then',
  'else',
  'contains',
  'minContains',
  'maxContains',
]);

function decode(step: string): string {
  let text = step;
  try {
    text = decodeURIComponent(step);
  } catch {
    // A step with a stray percent sign means itself.
  }
  return text.replace(/~1/g, '/').replace(/~0/g, '~');
}

function lookUp(root: Json, pointer: string): Json | undefined {
  let place: Json | undefined = root;
  for (const step of pointer.split('/').slice(1).map(decode)) {
    if (Array.isArray(place)) {
      place = /^\d+$/.test(step) ? place[Number(step)] : undefined;
    } else if (isJsonObject(place) && Object.hasOwn(place, step)) {
      place = place[step];
    } else {
      return undefined;
    }
  }
  return place;
}

/** Reads `$ref`s within one document; never anything beyond it. */
export class References {
  readonly #merged = new WeakMap<object, SchemaNode | undefined>();
  readonly #isReferring = new WeakMap<object, boolean>();

  constructor(private readonly root: Json) {}

  /**
   * The schema that a node stands for, its `$ref`s followed. Undefined where a
   * reference leads out of the document, nowhere or in a circle, or where its
   * neighbours cannot be put together with what it refers to.
   */
  resolve(node: SchemaNode): SchemaNode | undefined {
    const { schema } = node;
    if (!isJsonObject(schema) || schema.$ref === undefined) {
      return node;
    }
    if (this.#merged.has(schema)) {
      return this.#merged.get(schema);
    }
    const resolved = this.#follow(node);
    this.#merged.set(schema, resolved);
    return resolved;
  }

  /** Whether there is a reference anywhere within a schema. */
  isReferring(schema: Json): boolean {
    if (Array.isArray(schema)) {
      return schema.some(item => this.isReferring(item));
    }
    if (!isJsonObject(schema)) {
      return false;
    }
    const known = this.#isReferring.get(schema);
    if (known !== undefined) {
      return known;
    }
    const isReferring =
      schema.$ref !== undefined ||
      schema.$dynamicRef !== undefined ||
      Object.values(schema).some(
        inner => inner !== undefined && this.isReferring(inner),
      );
    this.#isReferring.set(schema, isReferring);
    return isReferring;
  }

  /**
   * The text of a schema together with everything that it refers to, so that
   * equal texts mean the same.
   */
  closure(schema: Json | undefined): string {
    const targets = new Map<string, Json>();
    const visit = (value: Json | undefined) => {
      if (Array.isArray(value)) {
        value.forEach(visit);
      } else if (isJsonObject(value)) {
        const { $ref } = value;
        if (typeof $ref === 'string' && !targets.has($ref)) {
          const target = lookUp(this.root, $ref.replace(/^#/, '')) ?? null;
          targets.set($ref, target);
          visit(target);
        }
        Object.values(value).forEach(visit);
      }
    };
    visit(schema);
    return canonicalText([
      schema === undefined ? null : canonicalSchema(schema),
      [...targets].map(([ref, target]) => [ref, canonicalSchema(target)]),
    ]);
  }

  #follow(start: SchemaNode): SchemaNode | undefined {
    const neighbours: JsonObject = {};
    let node = start;
    for (let length = 0; length < LONGEST_CHAIN; length++) {
      const { $ref, ...own } = assertionsOf(node);
      if ($ref === undefined) {
        return together(node, neighbours);
      }
      if (Object.keys(own).some(keyword => keyword in neighbours)) {
        return undefined;
      }
      Object.assign(neighbours, own);
      const target =
        typeof $ref === 'string' && /^#(\/|$)/.test($ref)
          ? lookUp(this.root, $ref.slice(1))
          : undefined;
      if (target === undefined) {
        return undefined;
      }
      node = { schema: target, pointer: ($ref as string).slice(1) };
    }
    return undefined;
  }
}

/** A schema with what stands beside the references to it, which both hold. */
function together(
  target: SchemaNode,
  neighbours: JsonObject,
): SchemaNode | undefined {
  const added = Object.keys(neighbours);
  if (added.length === 0) {
    return target;
  }
  if (!isJsonObject(target.schema)) {
    return undefined;
  }
  const own = Object.keys(assertionsOf(target));
  const isSimple =
    !added.some(keyword => own.includes(keyword)) &&
    ![...added, ...own].some(keyword => dependent.has(keyword));
  return isSimple
    ? {
        schema: { ...target.schema, ...neighbours } as Json,
        pointer: target.pointer,
      }
    : undefined;
}
