import path from 'node:path';
import { JsonFile } from '../storage/JsonFile';
import { ToolRefusal } from '../tools/ToolRefusal';
import {
  FeatureFlag,
  Release,
  ReleaseRecords,
  Rollback,
  releaseRecordsSchema,
} from './releaseRecords';
import { seedRecords } from './seedRecords';

function recordsOf(records: ReleaseRecords, service: string) {
  const known = Object.keys(records.services);
  if (!known.includes(service)) {
    throw new ToolRefusal(
      `No such service is released here. There are ${known.join(', ')}.`,
    );
  }
  return records.services[service];
}

/** What was released, rolled back and flagged, in one file. Unknown services are refused. */
export class ReleaseStore {
  static async create(options: {
    /** Where `releases.json` is kept. */
    folder: string;
    now?: () => Date;
  }): Promise<ReleaseStore> {
    const file = await JsonFile.create({
      file: path.join(options.folder, 'releases.json'),
      schema: releaseRecordsSchema,
      seed: seedRecords,
    });
    return new ReleaseStore(file, options.now ?? (() => new Date()));
  }

  private constructor(
    private readonly file: JsonFile<ReleaseRecords>,
    private readonly now: () => Date,
  ) {}

  /** Newest first. */
  async releases(service: string): Promise<Release[]> {
    return recordsOf(await this.file.read(), service).releases;
  }

  async lastRollback(service: string): Promise<Rollback | undefined> {
    return recordsOf(await this.file.read(), service).lastRollback;
  }

  async flags(service: string): Promise<FeatureFlag[]> {
    return recordsOf(await this.file.read(), service).flags;
  }

  /** Adds a flag that is off. The same flag again changes nothing; another one under its name is refused. */
  async createFlag(
    service: string,
    flag: Pick<FeatureFlag, 'name' | 'description'>,
  ): Promise<{ created: boolean; flag: FeatureFlag }> {
    return this.file.update(records => {
      const { flags } = recordsOf(records, service);
      const existing = flags.find(({ name }) => name === flag.name);
      if (existing) {
        if (existing.description !== flag.description) {
          throw new ToolRefusal(
            'The service has a flag of this name with another description. Choose another name.',
          );
        }
        return { created: false, flag: existing };
      }
      const created = {
        ...flag,
        enabled: false,
        createdAt: this.now().toISOString(),
      };
      flags.push(created);
      return { created: true, flag: created };
    });
  }
}
