import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { EventParams, eventsServiceRef } from '@backstage/plugin-events-node';
import {
  changesTopic,
  decisionsTopic,
} from 'backstage-plugin-mcp-governance-common';

/** Another plugin that wants to know of changes. */
export function curiousPlugin(heard: EventParams[]) {
  return createBackendPlugin({
    pluginId: 'curious',
    register({ registerInit }) {
      registerInit({
        deps: { events: eventsServiceRef },
        async init({ events }) {
          await events.subscribe({
            id: 'curious',
            topics: [changesTopic, decisionsTopic],
            onEvent: async event => {
              heard.push(event);
            },
          });
        },
      });
    },
  });
}
