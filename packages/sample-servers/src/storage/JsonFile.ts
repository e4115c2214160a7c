import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** A value kept in one JSON file: changes happen one after the other, and each reaches the disk whole or not at all. */
export class JsonFile<Value> {
  /** Opens the file, or writes it with `seed` where there is none. */
  static async create<Value>(options: {
    file: string;
    schema: z.ZodType<Value>;
    seed: Value;
  }): Promise<JsonFile<Value>> {
    const { file, schema, seed } = options;
    await mkdir(path.dirname(file), { recursive: true });
    const opened = new JsonFile(file, schema);
    try {
      await opened.read();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
        throw new Error(
          `${path.basename(file)} cannot be read; remove it to start afresh`,
          { cause: error },
        );
      }
      await opened.write(seed);
    }
    return opened;
  }

  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private readonly schema: z.ZodType<Value>,
  ) {}

  async read(): Promise<Value> {
    return this.schema.parse(JSON.parse(await readFile(this.file, 'utf8')));
  }

  /** Lets `change` alter the value in place and stores it; nothing is stored when `change` throws. */
  async update<Result>(change: (value: Value) => Result): Promise<Result> {
    const turn = this.last.then(async () => {
      const value = await this.read();
      const result = change(value);
      await this.write(value);
      return result;
    });
    this.last = turn.catch(() => {});
    return turn;
  }

  private async write(value: Value): Promise<void> {
    const temporary = `${this.file}.${randomUUID()}`;
    try {
      await writeFile(temporary, `${JSON.stringify(value, null, 2)}\n`, {
        flush: true,
      });
      await rename(temporary, this.file);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}
