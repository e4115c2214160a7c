/** The addresses that a text names, without what ends a sentence. */
export function findUrls(text: string): string[] {
  return (text.match(/\bhttps?:\/\/[^\s"'`<>\\^{}|)\]]+/gi) ?? []).map(url =>
    url.replace(/[.,;:!?]+$/, ''),
  );
}
