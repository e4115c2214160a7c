import { z } from 'zod';
import { Json } from '../../snapshot';
import { ChangeKind, changeKinds } from './rules';
import { severities, verdicts } from './verdicts';

const json: z.ZodType<Json> = z.unknown() as unknown as z.ZodType<Json>;

/** One difference between two snapshots, or two revisions of an entry, judged. */
export const changeSchema = z
  .object({
    kind: z.enum(changeKinds),
    /** What it is about: `server`, `entry`, or e.g. `tool:move_file`, `resource:file:///…`. */
    subject: z.string(),
    /** JSON Pointer (RFC 6901) into the subject; empty for the subject itself. */
    path: z.string(),
    /** Null where there was nothing. */
    before: json,
    after: json,
    verdict: z.enum(verdicts),
    severity: z.enum(severities),
    /** What it means, in a sentence for the server's owner. */
    explanation: z.string(),
  })
  .meta({ id: 'Change' });

export interface Change {
  kind: ChangeKind;
  subject: string;
  path: string;
  before: Json;
  after: Json;
  verdict: (typeof verdicts)[number];
  severity: (typeof severities)[number];
  explanation: string;
}
