const mutatingVerbs = new Set(
  `add approve archive assign attach cancel clear close comment commit create
  delete deploy destroy disable drop edit enable execute grant import insert
  install invite kill merge modify move overwrite patch post promote provision
  publish purge push put reboot reject release remove rename reopen replace
  reset resolve restart restore revoke rollback rotate run save schedule send
  set start stop submit suspend terminate transfer trigger unassign uninstall
  unlock update upload upsert write`.split(/\s+/),
);

const readingVerbs = new Set(
  `browse check compare count describe diff explain fetch find get inspect list
  lookup peek preview query read retrieve search show view where which who`.split(
    /\s+/,
  ),
);

/** After these a leading verb is a noun: `rollback_status` rolls nothing back. */
const nouns = new Set(
  `count counts detail details event events for history id info information
  list log logs metadata name names notes overview plan policy preview report
  reports state status summary template templates url`.split(/\s+/),
);

/** What the name of a tool says about it: `create_flag` mutates, `list_flags` reads, `flags` says nothing. */
export function verbOf(toolName: string): 'mutates' | 'reads' | undefined {
  const words = toolName
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  const [first, ...rest] = words;
  if (!first) {
    return undefined;
  }
  if (readingVerbs.has(first)) {
    return 'reads';
  }
  const isNounPhrase = rest.length > 0 && nouns.has(rest[rest.length - 1]);
  return mutatingVerbs.has(first) && !isNounPhrase ? 'mutates' : undefined;
}
