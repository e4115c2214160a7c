import { UrlReaderService } from '@backstage/backend-plugin-api';
import { ScmIntegrationRegistry } from '@backstage/integration';
import {
  FoundFile,
  PlaybookSource,
  assertFewFiles,
  contentOf,
  isPlaybookPath,
} from './PlaybookSource';

interface Answer {
  etag: string;
  files: FoundFile[];
}

const isNotModified = (error: unknown) =>
  error instanceof Error && error.name === 'NotModifiedError';

/** A location that a URL reader of Backstage can read: a folder of a repository, one file, or a pattern. */
export class UrlSource implements PlaybookSource {
  readonly location: string;
  private last?: Answer;

  constructor(
    private readonly target: string,
    private readonly urlReader: UrlReaderService,
    private readonly integrations: ScmIntegrationRegistry,
  ) {
    this.location = `url:${target}`;
  }

  async read(signal: AbortSignal): Promise<FoundFile[]> {
    const options = { signal, etag: this.last?.etag || undefined };
    try {
      const isPattern = /[*{]|\.ya?ml($|[?#])/i.test(this.target);
      this.last = isPattern
        ? await this.search(options)
        : await this.readTree(options);
    } catch (error) {
      if (!this.last || !isNotModified(error)) {
        throw error;
      }
    }
    return this.last.files;
  }

  private async search(options: object): Promise<Answer> {
    const { files, etag } = await this.urlReader.search(this.target, options);
    assertFewFiles(files.length);
    return {
      etag,
      files: await Promise.all(
        files.map(async ({ url, content }) => ({
          location: `url:${url}`,
          content: contentOf(await content()),
        })),
      ),
    };
  }

  private async readTree(options: object): Promise<Answer> {
    const tree = await this.urlReader.readTree(this.target, {
      ...options,
      filter: isPlaybookPath,
    });
    const files = await tree.files();
    assertFewFiles(files.length);
    const base = this.target.replace(/\/?([?#]|$)/, '/$1');
    return {
      etag: tree.etag,
      files: await Promise.all(
        files.map(async ({ path, content }) => ({
          location: `url:${this.integrations.resolveUrl({
            url: `./${encodeURI(path)}`,
            base,
          })}`,
          content: contentOf(await content()),
        })),
      ),
    };
  }
}
