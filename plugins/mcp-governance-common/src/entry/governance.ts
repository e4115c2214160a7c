import { z } from 'zod';
import {
  findingCount,
  isoDate,
  reference,
  text,
  textList,
  webUrl,
} from './fields';
import { entryLimits } from './limits';

export const serverStatuses = ['active', 'deprecated', 'quarantined'] as const;
export const authMethods = [
  'sso',
  'oauth',
  'service-token',
  'static-key',
  'none',
] as const;
export const transports = ['streamable-http', 'sse', 'stdio'] as const;
export const credentials = [
  'oauth-on-behalf-of',
  'service-account',
  'short-lived-token',
  'static-key',
  'none',
] as const;
export const reauditCadences = ['quarterly', 'semiannual', 'annual'] as const;

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
    credential: z.enum(credentials).optional(),
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
        reauditCadence: z.enum(reauditCadences).optional(),
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
