import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  catalog?: {
    providers?: {
      /** Folders of playbook files: one YAML file per MCP server in a plain template, brought in unchanged. */
      mcpGovernancePlaybook?: {
        /** By a name of your own. It is kept: entities belong to the provider of that name. */
        [id: string]: {
          /** `file` for a folder of the backend's machine, `url` for a location that a URL reader can read. */
          type: 'file' | 'url';
          /**
           * A folder with everything below it, or one file. For `url` also a pattern such as
           * `https://git.example.com/acme/servers/blob/main/*-playbook.yaml`, where the URL
           * reader of that host can search.
           */
          target: string;
          /** How often it is read. Default: every 5 minutes. */
          schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
        };
      };
    };
  };
}
