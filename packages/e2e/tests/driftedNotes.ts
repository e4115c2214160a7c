const DAY_MS = 86_400_000;
/** Longer than any column. */
export const LONG_WORD =
  'donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichenverleih';

/** A moment that long before now, as ISO text. */
export const daysAgo = (days: number) =>
  new Date(Date.now() - days * DAY_MS).toISOString();

/** How severe each verdict is. */
export const severities = {
  security: 'critical',
  breaking: 'high',
  unknown: 'medium',
  behavioural: 'medium',
  compatible: 'low',
  none: 'none',
};
type Verdict = keyof typeof severities;

/** A change as the backend lists it. */
export function change(
  verdict: Verdict,
  kind: string,
  subject: string,
  explanation: string,
) {
  return {
    kind,
    subject,
    path: '',
    before: null,
    after: null,
    verdict,
    severity: severities[verdict],
    explanation,
  };
}

/** A change of every verdict, the worst first. */
export const changes = [
  change(
    'security',
    'destructive-changed',
    'tool:move_note',
    'move_note says now that it can destroy something, which it denied before.',
  ),
  change(
    'breaking',
    'required-argument-added',
    'tool:move_note',
    'move_note asks for a new argument, author: calls without it are refused.',
  ),
  change(
    'behavioural',
    'tool-description-changed',
    'tool:move_note',
    'The description of move_note has other words: agents choose by it.',
  ),
  change(
    'unknown',
    'input-undecided',
    `tool:${LONG_WORD}`,
    `Whether filter of ${LONG_WORD} accepts the same values could not be decided.`,
  ),
  change(
    'behavioural',
    'scope-added',
    'entry',
    'The entry declares a new scope, notes:admin.',
  ),
  change(
    'compatible',
    'server-version-changed',
    'server',
    'The version that the server names changed from "0.9.0" to "1.0.0".',
  ),
];

/** The hash of a snapshot or entry, told apart by a digit. */
export const hash = (digit: string) => `sha256.v1:${digit.repeat(64)}`;

function tool(isOld: boolean) {
  return {
    name: 'move_note',
    description: isOld
      ? 'Moves a note to another folder.\nThe note keeps its tags.'
      : `Moves a note to another folder, signed by its author.\nThe note keeps its tags. ${LONG_WORD}`,
    annotations: { readOnlyHint: false, destructiveHint: !isOld },
    inputSchema: {
      type: 'object',
      required: isOld ? ['id', 'folder'] : ['id', 'folder', 'author'],
      properties: {
        id: { type: 'string', description: 'Which note is moved.' },
        folder: {
          type: 'string',
          maxLength: isOld ? 200 : 80,
          description: isOld
            ? 'Where it goes.'
            : 'Where it goes: the path of a folder that exists.',
        },
        ...(isOld
          ? {
              force: {
                type: 'boolean',
                description: 'Replaces what is there.',
              },
            }
          : { author: { type: 'string', description: 'Who signs the note.' } }),
        filter: {
          type: 'object',
          properties: {
            status: {
              type: 'string',
              enum: isOld ? ['open', 'done'] : ['open'],
            },
            tag: { type: 'string' },
          },
        },
      },
    },
  };
}

/** What Team notes answered when it was approved, and what it answers now. */
export function snapshot(isOld: boolean) {
  return {
    format: 'mcp-governance/snapshot@1',
    takenWith: {
      transport: 'streamable-http',
      era: 'legacy',
      protocolVersion: '2025-11-25',
      principal: 'bearer:notes',
    },
    serverInfo: { name: 'notes', version: isOld ? '0.9.0' : '1.0.0' },
    instructions: isOld ? 'Ask before you write.' : 'Write at will.',
    capabilities: { tools: {} },
    tools: { status: 'listed', items: [tool(isOld)] },
    prompts: { status: 'notAdvertised' },
    resources: { status: 'notAdvertised' },
    resourceTemplates: { status: 'notAdvertised' },
    auth: { status: 'refused', httpStatus: 401 },
  };
}

/** What was decided about Team notes. */
export const baseline = {
  id: 'decision-1',
  decision: 'approved',
  pair: { snapshot: hash('1'), entryRevision: hash('3') },
  by: 'user:default/jonas-lindqvist',
  at: daysAgo(40),
  reason: 'Looked at every tool with the team that owns the notes store.',
  counts: {},
};

/** How Team notes stands against that. */
export const approval = {
  status: 're-approval-needed',
  baseline,
  lastDecision: baseline,
  latest: {
    snapshot: hash('2'),
    entryRevision: hash('4'),
    observedAt: daysAgo(0.01),
  },
  changes,
  material: 4,
  cannotDecide: null,
  informs: [
    'group:default/platform',
    'user:default/guest',
    `${LONG_WORD}@example.com`,
  ],
};
