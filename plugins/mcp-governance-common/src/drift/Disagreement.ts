import { z } from 'zod';

export const disagreementKinds = [
  'tool-not-live',
  'tool-not-declared',
  'mutates-contradicts-annotations',
  'mutates-contradicts-name',
  'confirmation-missing',
  'scope-not-declared',
  'too-many-tools',
  'version-differs',
  'transport-differs',
] as const;
export type DisagreementKind = (typeof disagreementKinds)[number];

export const disagreementSchema = z
  .object({
    kind: z.enum(disagreementKinds),
    /** What it is about, e.g. `tool:create_note`. */
    subject: z.string(),
    /** The field of the entry, e.g. `spec.governance.tools[1].mutates`. */
    path: z.string(),
    declared: z.string(),
    live: z.string(),
    explanation: z.string(),
    /** What to do about it. */
    mend: z.string(),
  })
  .meta({ id: 'Disagreement' });
export type Disagreement = z.output<typeof disagreementSchema>;
