import {
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  SchemaValidEntityPolicy,
} from '@backstage/catalog-model';
import {
  Position,
  YamlDocument,
  entityProblems,
  isEnveloped,
  isMcpServer,
  playbookEntity,
  prepareEntity,
  readPlaybookDocument,
  readServerEntry,
  readYaml,
} from 'backstage-plugin-mcp-governance-common';
import { Finding, hasErrors } from '../findings/Finding';
import { LintedEntry, found } from './LintedEntry';
import { missingFields } from './missingFields';

/** What stands in a file: its findings, and the servers in it. */
interface LintedText {
  findings: Finding[];
  entries: LintedEntry[];
}

const nothing: LintedText = { findings: [], entries: [] };

const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/** What upstream has against the entity’s metadata. */
async function envelopeFindings(
  file: string,
  { positionOf }: YamlDocument,
  entity: Entity,
): Promise<Finding[]> {
  try {
    await policy.enforce(entity);
    return [];
  } catch (error) {
    const message = (error instanceof Error ? error.message : String(error))
      .replace(/ To learn more.*$/, '')
      .trim();
    const path =
      /"(metadata\.[\w.]+)"/.exec(message)?.[1] ??
      /\/(metadata(\/\w+)*)/.exec(message)?.[1].replaceAll('/', '.') ??
      'metadata';
    return [found(file, positionOf(path), 'entity-envelope', message)];
  }
}

/** The field that is read as a whole: `spec.governance.audit` of `spec.governance.audit.lastRun`. */
function fieldOf(path: string): string {
  return /^spec\.(governance\.)?\w+/.exec(path)?.[0] ?? path;
}

async function lintEntity(
  file: string,
  document: YamlDocument,
  index: number,
): Promise<LintedText> {
  const { kind, metadata } = document.value as Partial<Entity>;
  if (String(kind).toLowerCase() !== 'api') {
    return nothing;
  }
  if (metadata === null || typeof metadata !== 'object') {
    const text = 'is no catalog entity: metadata is missing';
    return {
      ...nothing,
      findings: [found(file, document.positionOf(''), 'not-an-entry', text)],
    };
  }
  const entity = document.value as Entity;
  if (!isMcpServer(entity)) {
    return nothing;
  }
  const findings = await envelopeFindings(file, document, entity);
  if (findings.length > 0 && typeof entity.metadata.name !== 'string') {
    return { findings, entries: [] };
  }
  const prepared = prepareEntity(entity);
  const problems = entityProblems(prepared);
  for (const { rule, level, path, message } of problems) {
    findings.push({
      ...found(file, document.positionOf(path), rule, message),
      severity: level,
    });
  }
  const entry: LintedEntry = {
    file,
    index,
    document,
    spelling: 'entry',
    entry: readServerEntry(prepared).entry,
    isSound: !hasErrors(findings),
  };
  const malformed = problems.flatMap(({ level, path }) =>
    level === 'error' ? [fieldOf(path)] : [],
  );
  const missing = missingFields(entry, path =>
    malformed.some(field => fieldOf(path) === field || path.startsWith(field)),
  );
  return { findings: [...findings, ...missing], entries: [entry] };
}

function lintPlaybook(
  file: string,
  document: YamlDocument,
  index: number,
): LintedText {
  const read = readPlaybookDocument(document);
  const findings = read.problems.map(problem => ({
    ...found(file, problem.position, problem.rule, problem.message),
    severity: problem.level,
  }));
  if (read.status === 'malformed') {
    return { findings, entries: [] };
  }
  const { entity, warnings } = playbookEntity(read.playbook, () => undefined);
  for (const { rule, path, message } of warnings) {
    // In a playbook an e-mail address is the usual way to name a person.
    if (rule !== 'unmatched-email') {
      findings.push({
        ...found(file, document.positionOf(path), rule, message),
      });
    }
  }
  const entry: LintedEntry = {
    file,
    index,
    document,
    spelling: 'playbook',
    entry: readServerEntry(prepareEntity(entity)).entry,
    isSound: true,
  };
  const missing = missingFields(entry, () => false);
  return { findings: [...findings, ...missing], entries: [entry] };
}

/** Whether a document says itself that it is something else than a playbook. */
function isOther({ document, value }: YamlDocument): boolean {
  return (
    value !== null &&
    !['name', 'tools', 'ownership', 'downstream_systems'].some(key =>
      document.has(key),
    )
  );
}

/** Looks at every MCP server in the text of a file; other kinds of entities are ignored. */
export async function lintText(
  file: string,
  text: string,
): Promise<LintedText> {
  const plain = readYaml(text);
  // Anchors are merged into playbooks, as they are when one is imported; the catalog merges none.
  const documents = plain.every(isEnveloped)
    ? plain
    : readYaml(text, { merge: true });
  const all: LintedText = { findings: [], entries: [] };
  const add = ({ findings, entries }: LintedText) => {
    all.findings.push(...findings);
    all.entries.push(...entries);
  };
  for (const [index, document] of documents.entries()) {
    const { errors, value } = document;
    if (errors.length > 0) {
      const [{ message, position }] = errors;
      const text_ = `is no YAML: ${message}`;
      add({
        ...nothing,
        findings: [found(file, position, 'yaml-syntax', text_)],
      });
    } else if (isEnveloped(document)) {
      add(await lintEntity(file, document, index));
    } else if (isOther(document)) {
      const position: Position = document.positionOf('');
      const text_ = 'is neither a catalog entity nor a playbook';
      add({
        ...nothing,
        findings: [found(file, position, 'not-an-entry', text_)],
      });
    } else if (value !== null) {
      add(lintPlaybook(file, document, index));
    }
  }
  return all;
}
