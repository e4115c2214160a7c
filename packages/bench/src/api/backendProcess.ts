/**
 * A real backend for the API benchmark: catalog, permission framework with a
 * conditional policy that hides half of the servers, guest sign-in, our plugin.
 * Configuration comes by `--config`; `BENCH_SERVERS` and `BENCH_FLEET` say what
 * the catalog holds and where it is served.
 */
import { createBackend } from '@backstage/backend-defaults';
import { createBackendModule } from '@backstage/backend-plugin-api';
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';

const TEAMS = 50;
const servers = Number(process.env.BENCH_SERVERS);
const fleet = process.env.BENCH_FLEET;
const visibleTeams = Array.from(
  { length: TEAMS / 2 },
  (_, n) => `group:default/team-${n}`,
);

const halfHidden = createBackendModule({
  pluginId: 'permission',
  moduleId: 'half-hidden',
  register({ registerInit }) {
    registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy({
          async handle({ permission }) {
            return isPermission(permission, catalogEntityReadPermission)
              ? createCatalogConditionalDecision(
                  permission,
                  catalogConditions.isEntityOwner({ claims: visibleTeams }),
                )
              : { result: AuthorizeResult.ALLOW };
          },
        });
      },
    });
  },
});

const entityOf = (n: number) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: {
    name: `server-${n}`,
    title: `Server ${n}`,
    description: `Does the work of area ${n % 97}.`,
    annotations: {
      'backstage.io/managed-by-location': 'url:https://example.com/',
      'backstage.io/managed-by-origin-location': 'url:https://example.com/',
    },
  },
  spec: {
    type: 'mcp-server',
    lifecycle: 'production',
    owner: `group:default/team-${n % TEAMS}`,
    remotes: [{ type: 'streamable-http', url: `${fleet}/s/${n}/mcp` }],
    governance: {
      version: '1.0.0',
      status: 'active',
      domain: `domain-${n % 20}`,
      ownership: { primary: `user:default/user-${n % 200}` },
      tools: Array.from({ length: 20 }, (_, i) => ({
        name: `tool_${i}`,
        mutates: i % 5 === 0,
      })),
    },
  },
});

const provider = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'bench-provider',
  register({ registerInit }) {
    registerInit({
      deps: { processing: catalogProcessingExtensionPoint },
      async init({ processing }) {
        processing.addEntityProvider({
          getProviderName: () => 'bench',
          async connect(connection) {
            await connection.applyMutation({
              type: 'full',
              entities: Array.from({ length: servers }, (_, n) => ({
                locationKey: 'bench',
                entity: entityOf(n),
              })),
            });
          },
        });
      },
    });
  },
});

const backend = createBackend();
backend.add(import('@backstage/plugin-auth-backend'));
backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
backend.add(import('@backstage/plugin-permission-backend'));
backend.add(halfHidden);
backend.add(import('@backstage/plugin-catalog-backend'));
backend.add(import('@backstage/plugin-catalog-backend-module-ai-model'));
backend.add(import('backstage-plugin-catalog-backend-module-mcp-governance'));
backend.add(provider);
backend.add(import('backstage-plugin-mcp-governance-backend'));
process.on('disconnect', () => process.exit());
backend.start();
