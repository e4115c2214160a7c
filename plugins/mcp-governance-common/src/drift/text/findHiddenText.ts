/** A kind of hidden character in a text, and how many of them. */
export interface HiddenText {
  sort:
    | 'tags'
    | 'direction controls'
    | 'zero-width characters'
    | 'variation selectors'
    | 'control characters';
  count: number;
  /** The first of them, e.g. `U+E0041`. */
  first: string;
}

/** The flags of England, Scotland and Wales are written with tags (UTS 51); nothing else is. */
const flags =
  /\u{1F3F4}(?:\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073}))\u{E007F}/gu;

const sorts: { sort: HiddenText['sort']; pattern: RegExp }[] = [
  { sort: 'tags', pattern: /[\u{E0000}-\u{E007F}]+/gu },
  // Embeddings, overrides and isolates reorder what is shown; plain marks do not.
  { sort: 'direction controls', pattern: /[\u202A-\u202E\u2066-\u2069]+/gu },
  // One joiner is part of emoji and of Persian, Arabic and Indic words; a run, or one among Latin letters, is not.
  {
    sort: 'zero-width characters',
    pattern:
      /(?:[\u200B-\u200D\u2060-\u2064\uFEFF\u180E\u115F\u1160\u3164\uFFA0]){2,}|(?<=[A-Za-z0-9])[\u200B-\u200D\u2060-\u2064\uFEFF\u180E](?=[A-Za-z0-9])/gu,
  },
  {
    sort: 'variation selectors',
    pattern: /[\uFE00-\uFE0F\u{E0100}-\u{E01EF}]{2,}/gu,
  },
  {
    sort: 'control characters',
    // All but tab, line feed, carriage return and next line, which lay text out.
    pattern: /(?:(?![\t\n\r\u0085])[\p{Cc}\uFFF9-\uFFFB])+/gu,
  },
];

const codePoint = (character: string) =>
  `U+${(character.codePointAt(0) ?? 0)
    .toString(16)
    .toUpperCase()
    .padStart(4, '0')}`;

/**
 * Characters in a text that a model reads and a person does not see (Unicode
 * TR 36 and UTS 39; tags, direction controls, runs of zero-width characters).
 */
export function findHiddenText(text: string): HiddenText[] {
  const shown = text.replace(flags, '');
  return sorts.flatMap(({ sort, pattern }) => {
    const runs = shown.match(pattern) ?? [];
    const characters = runs.flatMap(run => [...run]);
    return characters.length > 0
      ? [{ sort, count: characters.length, first: codePoint(characters[0]) }]
      : [];
  });
}
