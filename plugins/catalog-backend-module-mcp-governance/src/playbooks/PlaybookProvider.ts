import {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import {
  CatalogService,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  EmailLookup,
  Playbook,
  isEmail,
} from 'backstage-plugin-mcp-governance-common';
import { PlaybookSource } from './PlaybookSource';
import {
  ReadFile,
  RefusedFile,
  located,
  provideEntities,
  readFiles,
  refusedLocation,
} from './provideEntities';
import { findByEmail, findEarlier } from './readCatalog';
import { untilAnswered } from './untilAnswered';

function emailsOf({ ownership = {} }: Playbook): string[] {
  return [ownership.team, ownership.primary, ownership.secondary].flatMap(
    value => (value !== undefined && isEmail(value) ? [value] : []),
  );
}

/** Brings the playbook files of one place into the catalog, on a schedule. */
export class PlaybookProvider implements EntityProvider {
  private connection?: EntityProviderConnection;
  /** What was logged of each file, so that it is said once and not every few minutes. */
  private readonly logged = new Map<string, string>();

  constructor(
    private readonly id: string,
    private readonly source: PlaybookSource,
    private readonly taskRunner: SchedulerServiceTaskRunner,
    private readonly needs: {
      auth: AuthService;
      catalog: CatalogService;
      logger: LoggerService;
    },
  ) {}

  getProviderName(): string {
    return `mcp-governance-playbook:${this.id}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    this.connection = connection;
    await this.taskRunner.run({
      id: `${this.getProviderName()}:refresh`,
      fn: signal => this.refresh(signal),
    });
  }

  /** Reads the place once and hands over what it holds. */
  async refresh(signal: AbortSignal): Promise<void> {
    const { location } = this.source;
    let files: ReadFile[];
    try {
      files = readFiles(await this.source.read(signal));
    } catch (error) {
      const message = `cannot be read: ${
        error instanceof Error ? error.message : String(error)
      }`;
      this.log([{ location, messages: [message] }]);
      // Added beside what is there: what a place holds that cannot be read is unknown, not gone.
      await this.connection?.applyMutation({
        type: 'delta',
        added: this.deferred([
          located(refusedLocation(location, [message]), location, location),
        ]),
        removed: [],
      });
      return;
    }
    const { entities, refused } = provideEntities(files, {
      origin: location,
      lookup: await this.lookupFor(files, signal),
      earlier: await this.earlierOf(files, signal),
    });
    this.log(refused);
    await this.connection?.applyMutation({
      type: 'full',
      entities: this.deferred(entities),
    });
  }

  private lookupFor(
    files: readonly ReadFile[],
    signal: AbortSignal,
  ): Promise<EmailLookup> {
    const emails = files.flatMap(({ result }) =>
      result.status === 'read' ? emailsOf(result.playbook) : [],
    );
    return untilAnswered(signal, () =>
      findByEmail(this.needs, [...new Set(emails)]),
    );
  }

  private async earlierOf(
    files: readonly ReadFile[],
    signal: AbortSignal,
  ): Promise<Map<string, string>> {
    const names = files.map(({ result }) => result.name?.toLowerCase());
    const isPlain =
      new Set(names).size === files.length &&
      files.every(({ result }) => result.status === 'read');
    return isPlain
      ? new Map()
      : untilAnswered(signal, () =>
          findEarlier(this.needs, this.source.location),
        );
  }

  private deferred(entities: readonly Entity[]) {
    return entities.map(entity => ({
      entity,
      locationKey: this.getProviderName(),
    }));
  }

  private log(refused: readonly RefusedFile[]): void {
    for (const { location, messages } of refused) {
      const text = messages.join('; ');
      if (this.logged.get(location) !== text) {
        this.needs.logger.warn(`Playbook ${location} is refused: ${text}`);
        this.logged.set(location, text);
      }
    }
    const still = new Set(refused.map(({ location }) => location));
    for (const location of this.logged.keys()) {
      if (!still.has(location)) {
        this.logged.delete(location);
      }
    }
  }
}
