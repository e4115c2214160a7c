import { Json, JsonObject, isJsonObject, isSameJson } from '../../snapshot';
import { sharedWords } from '../text';

/** At least as alike as this, and the two are taken for one tool. */
const ALIKE = 0.75;
/** More tools than this coming and going at once are another server. */
const MOST = 200;

const text = (value: Json | undefined) =>
  typeof value === 'string' ? value : '';

function argumentsOf(tool: JsonObject): string {
  const { inputSchema } = tool;
  return isJsonObject(inputSchema) && isJsonObject(inputSchema.properties)
    ? Object.keys(inputSchema.properties).join(' ')
    : '';
}

/** How alike two tools are, from 0 to 1, by name, description and input. */
function likeness(a: JsonObject, b: JsonObject): number {
  const spaced = (name: string) =>
    name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/[_.:/-]+/g, ' ');
  const names = sharedWords(spaced(text(a.name)), spaced(text(b.name)));
  const descriptions =
    text(a.description) && text(b.description)
      ? sharedWords(text(a.description), text(b.description))
      : 0;
  const inputs = isSameJson(a.inputSchema, b.inputSchema)
    ? 1
    : sharedWords(argumentsOf(a), argumentsOf(b));
  return 0.2 * names + 0.5 * descriptions + 0.3 * inputs;
}

const objects = (items: readonly Json[]): JsonObject[] =>
  items.flatMap(item => (isJsonObject(item) ? [item] : []));

/** A tool that went and the one that came in its place. */
export interface Rename {
  before: JsonObject;
  after: JsonObject;
}

/** Pairs tools that went with tools that came: the most alike first, each at most once. */
export function pairRenames(
  removed: readonly Json[],
  added: readonly Json[],
): Rename[] {
  if (removed.length > MOST || added.length > MOST) {
    return [];
  }
  const candidates = objects(removed)
    .flatMap(before =>
      objects(added).map(after => ({
        before,
        after,
        score: likeness(before, after),
      })),
    )
    .filter(({ score }) => score >= ALIKE)
    .sort(
      (a, b) =>
        b.score - a.score ||
        [text(a.before.name), text(a.after.name)]
          .sort()
          .join()
          .localeCompare(
            [text(b.before.name), text(b.after.name)].sort().join(),
            'en',
          ),
    );
  const taken = new Set<JsonObject>();
  return candidates.flatMap(({ before, after }) => {
    if (taken.has(before) || taken.has(after)) {
      return [];
    }
    taken.add(before).add(after);
    return [{ before, after }];
  });
}
