/** Text from elsewhere as it may stand on a terminal: one line, no control or formatting characters. */
export function plainText(value: unknown): string {
  return typeof value === 'string'
    ? value.replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    : '';
}
