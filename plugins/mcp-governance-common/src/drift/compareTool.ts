import { DeclaredTool } from '../entry';
import { Json } from '../snapshot';
import { Disagreement } from './Disagreement';
import { isMutating, toolHints } from './toolHints';
import { verbOf } from './toolName';

/** Where what an entry says of one tool contradicts what the server says of it, or its own name. */
export function compareTool(
  tool: DeclaredTool,
  index: number,
  live: Json,
): Disagreement[] {
  const subject = `tool:${tool.name}`;
  const path = `spec.governance.tools[${index}]`;
  const hints = toolHints(live);
  const found: Disagreement[] = [];

  const claims =
    hints.destructive === true ? 'destructiveHint: true' : undefined;
  const readOnly =
    hints.readOnly === undefined
      ? undefined
      : `readOnlyHint: ${hints.readOnly}`;
  if (tool.mutates === false && (hints.readOnly === false || claims)) {
    found.push({
      kind: 'mutates-contradicts-annotations',
      subject,
      path: `${path}.mutates`,
      declared: 'mutates: false',
      live: [readOnly, claims].filter(Boolean).join(', '),
      explanation: `The entry says that ${tool.name} changes nothing; the server says that it does.`,
      mend: 'Set mutates: true, or correct the annotation in the server if the tool really only reads.',
    });
  } else if (tool.mutates === true && hints.readOnly === true) {
    found.push({
      kind: 'mutates-contradicts-annotations',
      subject,
      path: `${path}.mutates`,
      declared: 'mutates: true',
      live: 'readOnlyHint: true',
      explanation: `The entry says that ${tool.name} changes something; the server tells clients that it only reads, so they may call it without asking.`,
      mend: 'Drop readOnlyHint in the server, or set mutates: false if the tool really only reads.',
    });
  }

  const verb = verbOf(tool.name ?? '');
  if (
    (tool.mutates === false && verb === 'mutates') ||
    (tool.mutates === true && verb === 'reads')
  ) {
    found.push({
      kind: 'mutates-contradicts-name',
      subject,
      path: `${path}.mutates`,
      declared: `mutates: ${tool.mutates}`,
      live: `the name ${tool.name}`,
      explanation: `The name ${tool.name} sounds as if the tool ${
        verb === 'mutates' ? 'changed something' : 'only read'
      }; the entry says the opposite.`,
      mend: `Set mutates: ${!tool.mutates}, or give the tool a name that says what it does.`,
    });
  }

  const isDestructive =
    isMutating(tool.mutates, hints) && hints.destructive !== false;
  if (isDestructive && tool.requiresConfirmation !== true) {
    found.push({
      kind: 'confirmation-missing',
      subject,
      path: `${path}.requiresConfirmation`,
      declared:
        tool.requiresConfirmation === undefined
          ? 'nothing'
          : 'requiresConfirmation: false',
      live:
        hints.destructive === undefined
          ? 'no destructiveHint, which means destructive'
          : 'destructiveHint: true',
      explanation: `${tool.name} can destroy something and nobody is asked to confirm.`,
      mend: 'Set requiresConfirmation: true, or have the server declare destructiveHint: false if nothing can be lost.',
    });
  }
  return found;
}
