import { Json, isJsonObject, pointerStep } from '../../snapshot';
import {
  findHiddenText,
  findInstructions,
  findMarkup,
  findUrls,
} from '../text';
import { Change } from './Change';
import { ChangeKind } from './rules';
import { Subject, judge } from './Subject';

interface Text {
  pointer: string;
  text: string;
}

/** Values that are addresses by nature and nobody reads. */
const addresses = new Set([
  '$schema',
  '$id',
  '$ref',
  'id',
  'uri',
  'src',
  'icons',
]);
const GREATEST_DEPTH = 200;

/** Every text of a value, names of keys included, with where it stands. */
function textsOf(value: Json | undefined, pointer: string, depth = 0): Text[] {
  if (typeof value === 'string') {
    return [{ pointer, text: value }];
  }
  if (depth > GREATEST_DEPTH) {
    return [];
  }
  if (Array.isArray(value)) {
    return value.flatMap((item, index) =>
      textsOf(item, pointer + pointerStep(index), depth + 1),
    );
  }
  return isJsonObject(value)
    ? Object.entries(value).flatMap(([key, inner]) => {
        const place = pointer + pointerStep(key);
        return [
          { pointer: place, text: key },
          ...(addresses.has(key) ? [] : textsOf(inner, place, depth + 1)),
        ];
      })
    : [];
}

/** One sign for each thing that is found, so that the new ones are those of which there are more. */
interface Sign {
  kind: ChangeKind;
  text: string;
  pointer: string;
}

function signsOf(
  texts: readonly Text[],
  isOther: (name: string) => boolean,
): Sign[] {
  return texts.flatMap(({ pointer, text }): Sign[] => [
    ...findHiddenText(text).map(({ sort, count, first }) => ({
      kind: 'hidden-text-added' as const,
      text: `${count} ${sort}, the first ${first}`,
      pointer,
    })),
    ...findMarkup(text).map(found => ({
      kind: 'markup-added' as const,
      text: found,
      pointer,
    })),
    ...findInstructions(text, isOther).map(found => ({
      kind: 'instruction-added' as const,
      text: found,
      pointer,
    })),
    ...findUrls(text).map(found => ({
      kind: 'url-added' as const,
      text: found,
      pointer,
    })),
  ]);
}

const signature = ({ kind, text }: Sign) =>
  `${kind} ${text.toLowerCase().replace(/\s+/g, ' ')}`;

/**
 * What the texts of a subject hide, demand or name that they did not before.
 * `toolNames` are the names of all tools; one that the subject has is no other.
 */
export function judgeTexts(
  subject: Subject,
  before: Json | undefined,
  after: Json | undefined,
  toolNames: ReadonlySet<string>,
): Change[] {
  const was = textsOf(before, '');
  const old = new Set(was.map(({ text }) => text));
  const isOther = (name: string) =>
    toolNames.has(name) && subject.id !== `tool:${name}`;
  const found = signsOf(
    textsOf(after, '').filter(({ text }) => !old.has(text)),
    isOther,
  );
  if (found.length === 0) {
    return [];
  }
  const known = new Map<string, number>();
  for (const sign of signsOf(was, isOther)) {
    const key = signature(sign);
    known.set(key, (known.get(key) ?? 0) + 1);
  }
  return found.flatMap(sign => {
    const key = signature(sign);
    const left = known.get(key) ?? 0;
    known.set(key, left - 1);
    return left > 0
      ? []
      : [judge(sign.kind, subject, { path: sign.pointer, after: sign.text })];
  });
}
