import { entityJsonSchema } from 'backstage-plugin-mcp-governance-common';
import { driftDocument } from './driftDocument';

/** A file that is made from the sources, committed for those who only read. */
export interface GeneratedFile {
  /** From the root of the checkout. */
  path: string;
  content(): string;
}

/** Every generated file. */
export const generatedFiles: GeneratedFile[] = [
  {
    path: 'plugins/mcp-governance-common/schema/mcp-server-entry.schema.json',
    content: () => `${JSON.stringify(entityJsonSchema(), null, 2)}\n`,
  },
  { path: 'docs/drift.md', content: driftDocument },
];
