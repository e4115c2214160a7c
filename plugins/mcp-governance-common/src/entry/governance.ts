import { parseEntityRef } from '@backstage/catalog-model';
import { z } from 'zod';
import { entryLimits } from './limits';

const text = () => z.string().max(entryLimits.textLength);
const textList = () => z.array(text()).max(entryLimits.listItems);
const webUrl = () =>
  z
    .url({ protocol: /^https?$/ })
    .max(entryLimits.textLength)
    .refine(url => !/^[a-z]+:\/\/[^/?#]*@/i.test(url), {
      message:
        'must not carry a user name or password; secrets belong in app-config',
    });

function isReference(value: string): boolean {
  try {
    parseEntityRef(value, { defaultKind: 'user' });
    return !/\s/.test(value);
  } catch {
    return false;
  }
}

/** An entity reference, or for a person an e-mail address that is matched to a user later. */
const reference = (example: string) =>
  text().refine(isReference, {
    message: `expected an entity reference such as ${example}`,
  });

/**
 * A calendar date, `YYYY-MM-DD`. YAML parsers hand an unquoted date over as a
 * string or as a `Date`, and some as a date with midnight attached.
 */
const isoDate = () =>
  z.preprocess(value => {
    if (value instanceof Date && !Number.isNaN(value.getTime())) {
      return value.toISOString().slice(0, 10);
    }
    // A number is shown as a date that it is not, rather than as text to be quoted.
    return typeof value === 'string' || typeof value === 'number'
      ? String(value).replace(
          /^(\d{4}-\d{2}-\d{2})[T ]00:00(:00(\.0+)?)?(Z|\+00:00)?$/,
          '$1',
        )
      : value;
  }, z.iso.date());

export const serverStatuses = ['active', 'deprecated', 'quarantined'] as const;
export const authMethods = [
  'sso',
  'oauth',
  'service-token',
  'static-key',
  'none',
] as const;
export const transports = ['streamable-http', 'sse', 'stdio'] as const;

const tool = z
  .strictObject({
    name: text()
      .optional()
      .describe('The tool’s name, exactly as the live server lists it.'),
    mutates: z
      .boolean()
      .optional()
      .describe('Whether a call can change anything anywhere.'),
    scopesRequired: textList()
      .optional()
      .describe(
        'Scopes that a caller needs; each of them also stands in spec.governance.scopes.',
      ),
    requiresConfirmation: z
      .boolean()
      .optional()
      .describe('Whether a person confirms each call.'),
    writeGate: text()
      .optional()
      .describe(
        'What must be on before the tool writes, e.g. feature-flag:crm-writes.',
      ),
    systems: textList()
      .optional()
      .describe('Names of the downstream systems that the tool touches.'),
    dataClass: text()
      .optional()
      .describe(
        'Classification of the data that the tool returns, e.g. confidential.',
      ),
  })
  .meta({ id: 'McpServerTool' });

const downstreamSystem = z
  .strictObject({
    name: text().optional(),
    ref: reference('resource:default/zoho-crm')
      .optional()
      .describe('Entity reference, e.g. resource:default/zoho-crm.'),
    credential: z
      .enum([
        'oauth-on-behalf-of',
        'service-account',
        'short-lived-token',
        'static-key',
        'none',
      ])
      .optional(),
    access: z
      .enum(['read', 'write'])
      .optional()
      .describe('What the credential can do at most.'),
    rotatedOn: isoDate().optional(),
    justification: text()
      .optional()
      .describe('Why a service account may act on user data.'),
    rateLimitClass: text().optional(),
  })
  .meta({ id: 'McpServerDownstreamSystem' });

const findingCount = () => z.number().int().min(0).optional();

/**
 * `spec.governance` of an MCP server's catalog entry. Everything is optional:
 * what is missing is a finding, never a reason to reject. What is present must
 * be well-formed.
 */
export const governanceSchema = z
  .strictObject({
    version: text()
      .optional()
      .describe('Version of the server that this entry describes.'),
    status: z.enum(serverStatuses).optional(),
    origin: z
      .enum(['internal', 'vendor'])
      .optional()
      .describe(
        'Who built it; the scorecard counts only what was built internally.',
      ),
    domain: text()
      .optional()
      .describe(
        'What it is about, e.g. monorepo-navigation, secrets, deploy, docs.',
      ),
    useWhen: textList().optional(),
    avoidWhen: textList().optional(),
    auth: z
      .strictObject({
        method: z.enum(authMethods).optional(),
        issuer: webUrl().optional(),
      })
      .optional(),
    gateway: webUrl()
      .optional()
      .describe('Where clients reach the server through the gateway.'),
    hosts: textList().optional().describe('Client applications that use it.'),
    deployment: z
      .strictObject({
        platform: z
          .enum([
            'cloudflare-workers',
            'vercel',
            'kubernetes',
            'on-prem',
            'other',
          ])
          .optional(),
        residency: text().optional(),
      })
      .optional(),
    links: z
      .strictObject({
        repository: webUrl().optional(),
        changelog: webUrl().optional(),
        dashboard: webUrl().optional(),
        runbook: webUrl().optional(),
      })
      .optional(),
    ownership: z
      .strictObject({
        primary: reference('user:default/alice')
          .optional()
          .describe('The person who answers for the server.'),
        secondary: reference('user:default/bob')
          .optional()
          .describe('The successor; not the primary.'),
        onCall: text().optional().describe('Rotation name or URL.'),
        platform: reference('group:default/devex')
          .optional()
          .describe('The platform group that stands behind the server.'),
        security: reference('group:default/security')
          .optional()
          .describe('Security contact.'),
      })
      .optional(),
    scopes: textList().optional(),
    permissionGroups: z
      .record(text(), textList())
      .optional()
      .describe('Which group may hold which scopes.'),
    downstreamSystems: z
      .array(downstreamSystem)
      .max(entryLimits.listItems)
      .optional(),
    tools: z.array(tool).max(entryLimits.tools).optional(),
    consumers: z
      .array(reference('group:default/sales'))
      .max(entryLimits.listItems)
      .optional()
      .describe('Entity references of the groups and components that use it.'),
    updateCadence: z
      .enum(['daily', 'weekly', 'monthly', 'quarterly'])
      .optional(),
    audit: z
      .strictObject({
        lastRun: isoDate().optional(),
        packUrl: webUrl().optional(),
        findings: z
          .strictObject({
            critical: findingCount(),
            high: findingCount(),
            medium: findingCount(),
            low: findingCount(),
          })
          .optional(),
        nextDue: isoDate().optional(),
      })
      .optional()
      .describe('A claim: shown as declared and unverified, never a record.'),
    charter: z
      .strictObject({
        version: text().optional(),
        approvedBy: textList().optional(),
        approvedOn: isoDate().optional(),
        reauditCadence: z
          .enum(['quarterly', 'semiannual', 'annual'])
          .optional(),
      })
      .optional(),
    exemptions: z
      .array(
        z.strictObject({
          check: text().optional(),
          reason: text().optional(),
          until: isoDate().optional(),
        }),
      )
      .max(entryLimits.listItems)
      .optional(),
  })
  .meta({ id: 'McpServerGovernance' });

export type Governance = z.output<typeof governanceSchema>;
export type DeclaredTool = NonNullable<Governance['tools']>[number];
export type ServerStatus = (typeof serverStatuses)[number];
export type Transport = (typeof transports)[number];

/** One transport endpoint as the entry declares it. */
export const remoteSchema = z.looseObject({
  type: z.enum(transports).optional(),
  url: text().optional(),
});
export const httpRemoteUrlSchema = webUrl();
