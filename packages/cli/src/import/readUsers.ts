import { Entity } from '@backstage/catalog-model';
import {
  EmailLookup,
  emailLookup,
  readYaml,
} from 'backstage-plugin-mcp-governance-common';
import { readTextFile } from '../files/readTextFile';

function isPersonOrGroup(value: unknown): value is Entity {
  const { kind, metadata } = (value ?? {}) as Partial<Entity>;
  return (
    (kind === 'User' || kind === 'Group') && typeof metadata?.name === 'string'
  );
}

/** Finds people by the e-mail addresses in a catalog file of users and groups. */
export async function readUsers(
  file: string,
): Promise<{ lookup: EmailLookup } | { problem: string }> {
  const read = await readTextFile(file);
  if ('problem' in read) {
    return { problem: `${file}: ${read.problem}` };
  }
  const documents = readYaml(read.text);
  const [error] = documents.flatMap(({ errors }) => errors);
  if (error) {
    const { line, column } = error.position;
    return {
      problem: `${file}:${line}:${column} is no YAML: ${error.message}`,
    };
  }
  const people = documents
    .map(({ value }) => value)
    .filter(value => isPersonOrGroup(value));
  return people.length === 0
    ? { problem: `${file}: holds no entities of kind User or Group` }
    : { lookup: emailLookup(people) };
}
