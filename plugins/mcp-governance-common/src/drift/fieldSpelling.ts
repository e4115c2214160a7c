/** How the keys of a file are written: camelCase in an entry, snake_case in a playbook. */
export type FieldSpelling = 'entry' | 'playbook';

/** `scopesRequired` → `scopes_required` in a playbook. */
export function spelledKey(key: string, spelling: FieldSpelling): string {
  return spelling === 'entry'
    ? key
    : key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
