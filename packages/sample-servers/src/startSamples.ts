import { z } from 'zod';
import { RunningServer } from './http/serveMcp';
import { samples } from './samples';

/** Something that whoever starts the samples has to mend, in one line each. */
export class UnusableSettings extends Error {}

function chosen(names: readonly string[]) {
  const known = samples.map(({ name }) => name);
  const unknown = names.filter(name => !known.includes(name));
  if (unknown.length > 0) {
    throw new UnusableSettings(
      `There is no sample server ${unknown.join(', ')}; there are ${known.join(
        ', ',
      )}.`,
    );
  }
  return names.length > 0
    ? samples.filter(({ name }) => names.includes(name))
    : samples;
}

/**
 * Starts the named sample servers, all of them for no name.
 *
 * @throws UnusableSettings when the environment lacks something or a port is taken
 */
export async function startSamples(
  names: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ name: string; server: RunningServer }[]> {
  const problems: string[] = [];
  const starts = chosen(names).flatMap(({ name, read }) => {
    try {
      return [{ name, start: read(env) }];
    } catch (error) {
      if (!(error instanceof z.ZodError)) {
        throw error;
      }
      problems.push(
        ...error.issues.map(
          ({ path, message }) => `${path.join('.')} ${message}`,
        ),
      );
      return [];
    }
  });
  if (problems.length > 0) {
    throw new UnusableSettings(
      `The sample servers cannot start: ${problems.join('; ')}.`,
    );
  }
  const running: { name: string; server: RunningServer }[] = [];
  try {
    for (const { name, start } of starts) {
      running.push({ name, server: await start() });
    }
  } catch (error) {
    await Promise.all(running.map(({ server }) => server.close()));
    const { code, port } = error as { code?: string; port?: number };
    throw code === 'EADDRINUSE'
      ? new UnusableSettings(`Port ${port} is taken.`, { cause: error })
      : error;
  }
  return running;
}
