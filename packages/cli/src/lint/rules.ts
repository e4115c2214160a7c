import {
  DisagreementKind,
  EntryProblemRule,
} from 'backstage-plugin-mcp-governance-common';
import { Severity } from '../findings/Finding';

interface LintRule {
  severity: Severity;
  /** One sentence, what the rule asks for. */
  description: string;
}

type RuleId =
  | EntryProblemRule
  | DisagreementKind
  | 'not-an-entry'
  | 'entity-envelope'
  | 'missing-field'
  | 'successor-is-primary'
  | 'drift-unknown';

/** Every rule of the linter. Ids are kebab-case and stay as they are: people filter by them. */
export const lintRules = {
  'yaml-syntax': {
    severity: 'error',
    description: 'The file is YAML.',
  },
  'not-an-entry': {
    severity: 'error',
    description: 'Each document is a catalog entity or a playbook.',
  },
  'entity-envelope': {
    severity: 'error',
    description:
      'Name and metadata are as the catalog demands of every entity.',
  },
  'malformed-field': {
    severity: 'error',
    description: 'A field that is there is well-formed.',
  },
  'entry-limit': {
    severity: 'error',
    description: 'An entry is no larger than is read of one.',
  },
  'unknown-field': {
    severity: 'warning',
    description: 'Every field is one that is known; others are ignored.',
  },
  'nameless-item': {
    severity: 'warning',
    description:
      'Tools, systems and exemptions have a name, else they cannot count.',
  },
  'duplicate-tool': {
    severity: 'warning',
    description: 'A tool is declared once.',
  },
  'unmatched-email': {
    severity: 'warning',
    description: 'People and teams are references that the catalog knows.',
  },
  'respelled-reference': {
    severity: 'warning',
    description: 'References are written as the catalog writes them.',
  },
  'missing-field': {
    severity: 'warning',
    description: 'An entry says what people need to know of a server.',
  },
  'successor-is-primary': {
    severity: 'warning',
    description: 'The successor is another person than the primary owner.',
  },
  'scope-not-declared': {
    severity: 'error',
    description: 'Every scope that a tool requires is declared by the server.',
  },
  'tool-not-live': {
    severity: 'error',
    description: 'Every declared tool is listed by the live server.',
  },
  'tool-not-declared': {
    severity: 'error',
    description: 'Every tool of the live server is declared.',
  },
  'mutates-contradicts-annotations': {
    severity: 'error',
    description: 'What mutates says agrees with the server’s annotations.',
  },
  'mutates-contradicts-name': {
    severity: 'warning',
    description: 'What mutates says agrees with the verb in the tool’s name.',
  },
  'confirmation-missing': {
    severity: 'error',
    description: 'A tool that can destroy something asks for confirmation.',
  },
  'too-many-tools': {
    severity: 'warning',
    description: 'A server has no more tools than an agent can choose among.',
  },
  'version-differs': {
    severity: 'error',
    description: 'The declared version is the one that the server names.',
  },
  'transport-differs': {
    severity: 'error',
    description: 'The declared transport is the one that the server speaks.',
  },
  'drift-unknown': {
    severity: 'error',
    description: 'Entry and live server could be compared.',
  },
} as const satisfies Record<RuleId, LintRule>;

export type LintRuleId = keyof typeof lintRules;
