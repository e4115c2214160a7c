import { readFile, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import {
  FoundFile,
  PlaybookSource,
  assertFewFiles,
  contentOf,
  isPlaybookPath,
  playbookLimits,
  tooLarge,
} from './PlaybookSource';

const codeOf = (error: unknown) => (error as { code?: string }).code;

async function readOne(file: string): Promise<FoundFile | undefined> {
  const location = `file:${file}`;
  try {
    const { size } = await stat(file);
    return {
      location,
      content:
        size > playbookLimits.fileBytes
          ? tooLarge
          : contentOf(await readFile(file)),
    };
  } catch (error) {
    // Removed since the folder was listed.
    return codeOf(error) === 'ENOENT'
      ? undefined
      : {
          location,
          content: { unreadable: `cannot be read (${codeOf(error)})` },
        };
  }
}

/** A folder of this machine with everything below it, or one file. */
export class FolderSource implements PlaybookSource {
  readonly location: string;
  private readonly target: string;

  constructor(target: string) {
    this.target = path.resolve(target);
    this.location = `file:${this.target}`;
  }

  async read(): Promise<FoundFile[]> {
    const files = await this.list();
    assertFewFiles(files.length);
    const found: FoundFile[] = [];
    for (const file of files) {
      const one = await readOne(file);
      if (one) {
        found.push(one);
      }
    }
    return found;
  }

  private async list(): Promise<string[]> {
    if ((await stat(this.target)).isFile()) {
      return [this.target];
    }
    const entries = await readdir(this.target, {
      recursive: true,
      withFileTypes: true,
    });
    return (
      entries
        // Files that a cluster mounts are symbolic links.
        .filter(entry => entry.isFile() || entry.isSymbolicLink())
        .map(entry => path.join(entry.parentPath, entry.name))
        .filter(file => isPlaybookPath(path.relative(this.target, file)))
        .sort()
    );
  }
}
