/** One replacement in a text, by offsets. */
export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** The text with all replacements made. Those at one place stay in their order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const sorted = edits
    .map((edit, order) => ({ ...edit, order }))
    .sort((a, b) => a.start - b.start || a.order - b.order);
  let result = '';
  let at = 0;
  for (const { start, end, text: replacement } of sorted) {
    result += text.slice(at, start) + replacement;
    at = end;
  }
  return result + text.slice(at);
}

/** How the lines of a text end. */
export function lineEnding(text: string): '\n' | '\r\n' {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Where the line begins that an offset lies in. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** Where the next line begins after the one that an offset lies in. */
export function nextLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end + 1;
}

/** Lines to stand after the one in which something ends, whether or not that is the last of the text. */
export function insertAfterLine(
  text: string,
  end: number,
  lines: readonly string[],
): Edit {
  const ending = lineEnding(text);
  // What ends with its line break, such as a block of text, ends in the line before.
  const last = end > 0 && text[end - 1] === '\n' ? end - 1 : end;
  const at = nextLine(text, last);
  const isOpen = text[at - 1] !== '\n';
  const block = lines.join(ending);
  return {
    start: at,
    end: at,
    text: isOpen ? ending + block : block + ending,
  };
}
