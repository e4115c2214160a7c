import {
  AuthService,
  LoggerService,
  SchedulerService,
  SchedulerServiceTaskScheduleDefinition,
  UrlReaderService,
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ScmIntegrations } from '@backstage/integration';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { FolderSource } from './FolderSource';
import { PlaybookProvider } from './PlaybookProvider';
import { UrlSource } from './UrlSource';

const KEY = 'catalog.providers.mcpGovernancePlaybook';

const usualSchedule: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 5 },
  timeout: { minutes: 3 },
};

/** The playbook providers that the configuration names. */
export function readProviders(
  config: Config,
  needs: {
    auth: AuthService;
    catalog: CatalogService;
    logger: LoggerService;
    scheduler: SchedulerService;
    urlReader: UrlReaderService;
  },
): PlaybookProvider[] {
  const { scheduler, urlReader } = needs;
  const all = config.getOptionalConfig(KEY);
  const sourceOf = (id: string, { type, target }: Record<string, string>) => {
    switch (type) {
      case 'file':
        return new FolderSource(target);
      case 'url':
        return new UrlSource(
          target,
          urlReader,
          ScmIntegrations.fromConfig(config),
        );
      default:
        throw new InputError(
          `${KEY}.${id}.type: found "${type}", expected "file" or "url"`,
        );
    }
  };
  return (all?.keys() ?? []).map(id => {
    const own = config.getConfig(`${KEY}.${id}`);
    const schedule = own.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          own.getConfig('schedule'),
        )
      : usualSchedule;
    return new PlaybookProvider(
      id,
      sourceOf(id, {
        type: own.getString('type'),
        target: own.getString('target'),
      }),
      scheduler.createScheduledTaskRunner(schedule),
      needs,
    );
  });
}
