/** Letters that were smuggled as tags (U+E0020 to U+E007E stand for ASCII). */
const tags = /[\u{E0000}-\u{E007F}]+/gu;

/**
 * What formats, joins or reorders text without being seen, and control
 * characters; tabs and line breaks are seen as such. A variation selector after
 * a character, and a joiner between two that are no Latin letters, belong to
 * emoji and to scripts that need them.
 */
const unseen =
  // eslint-disable-next-line no-control-regex, no-misleading-character-class -- they are what is looked for
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u115F\u1160\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u3164\uFEFF\uFFA0\uFFF9-\uFFFB]|(?<=[\p{Script=Latin}\s]|^)[\u200C\u200D]|[\u200C\u200D](?=[\p{Script=Latin}\s]|$)|(?<=[\uFE00-\uFE0F])[\uFE00-\uFE0F]|[\u{E0100}-\u{E01EF}]/gu;

function nameOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  return `⟨U+${code.padStart(4, '0')}⟩`;
}

function textOfTags(run: string): string {
  const text = [...run]
    .map(tag => (tag.codePointAt(0) ?? 0) - 0xe0000)
    .map(code => (code >= 0x20 && code < 0x7f ? String.fromCharCode(code) : ''))
    .join('');
  return `⟨hidden: ${text}⟩`;
}

/** A text with everything in it that an agent reads and a person would not see made visible. */
export function revealHidden(text: string): string {
  return text.replace(tags, textOfTags).replace(unseen, nameOf);
}
