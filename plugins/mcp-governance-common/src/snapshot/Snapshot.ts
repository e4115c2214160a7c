import { z } from 'zod';
import { transports } from '../entry/governance';
import { Json } from './json';

const json: z.ZodType<Json> = z.unknown() as unknown as z.ZodType<Json>;

/** Why something could not be observed, in terms that a program can sort by. */
export const failureKinds = [
  'dns',
  'refused',
  'tls',
  'timeout',
  'blocked',
  'redirect',
  'unauthorised',
  'http',
  'not-mcp',
  'protocol',
  'limit',
  'network',
] as const;
export type FailureKind = (typeof failureKinds)[number];

export const failureSchema = z.object({
  kind: z.enum(failureKinds),
  /** One sentence for a person; carries no body and no credential. */
  message: z.string(),
});
export type Failure = z.output<typeof failureSchema>;

const inexactSchema = z
  .array(z.object({ pointer: z.string(), text: z.string() }))
  .describe(
    'Values that JavaScript cannot hold exactly, by JSON Pointer into items, with their raw JSON text.',
  );

/** One list of a snapshot. A failed listing is not an empty listing. */
const sectionSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('listed'),
    items: z.array(json),
    inexact: inexactSchema.optional(),
  }),
  z.object({ status: z.literal('notAdvertised') }),
  z.object({ status: z.literal('failed'), error: failureSchema }),
]);
export type Section = z.output<typeof sectionSchema>;

/** What a caller without any credential was answered. */
export const authPostureSchema = z.discriminatedUnion('status', [
  z.object({
    status: z.literal('accepted'),
    /** The methods that were answered without a credential. */
    methods: z.array(z.string()),
  }),
  z.object({
    status: z.literal('refused'),
    httpStatus: z.number().int(),
    /** The scheme of `WWW-Authenticate`, e.g. `Bearer`; absent without that header. */
    challenge: z.string().optional(),
    /** OAuth protected-resource metadata (RFC 9728), where it was found. */
    protectedResource: z
      .object({
        url: z.string(),
        resource: z.string().optional(),
        authorizationServers: z.array(z.string()),
      })
      .optional(),
  }),
  z.object({ status: z.literal('failed'), error: failureSchema }),
]);
export type AuthPosture = z.output<typeof authPostureSchema>;

export const eras = ['modern', 'legacy'] as const;

export const sectionNames = [
  'tools',
  'prompts',
  'resources',
  'resourceTemplates',
] as const;
export type SectionName = (typeof sectionNames)[number];

/** What a server answered, raw. Carries no time: equal answers are one snapshot. */
export const snapshotSchema = z
  .object({
    format: z.literal('mcp-governance/snapshot@1'),
    takenWith: z.object({
      transport: z.enum(transports),
      /** `modern` starts with `server/discover` (2026-07-28), `legacy` with `initialize`. */
      era: z.enum(eras),
      protocolVersion: z.string(),
      /** Whose eyes saw it, e.g. `anonymous` or `bearer:notes`; lists may depend on the caller. */
      principal: z.string(),
    }),
    serverInfo: json,
    instructions: z.string().optional(),
    capabilities: json,
    tools: sectionSchema,
    prompts: sectionSchema,
    resources: sectionSchema,
    resourceTemplates: sectionSchema,
    auth: authPostureSchema,
  })
  .meta({ id: 'Snapshot' });
export type Snapshot = z.output<typeof snapshotSchema>;
