import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { version } from '../../package.json';
import { Finding } from '../findings/Finding';
import { plainText } from '../plainText';
import { lintRules } from './rules';

const rules = Object.entries(lintRules).map(([id, rule]) => ({
  id,
  shortDescription: { text: rule.description },
  defaultConfiguration: { level: rule.severity },
}));

const placeOf = new Map(rules.map(({ id }, index) => [id, index]));

/** Relative paths stay relative to the root of the sources, wherever that is checked out. */
function artifactOf(file: string) {
  return path.isAbsolute(file)
    ? { uri: pathToFileURL(file).href }
    : {
        uri: path
          .normalize(file)
          .split(path.sep)
          .map(encodeURIComponent)
          .join('/'),
        uriBaseId: '%SRCROOT%',
      };
}

/** Findings as a log in SARIF 2.1.0, which code scanning of forges reads. */
export function toSarif(
  findings: readonly Finding[],
  unusable: readonly string[],
): object {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'mcp-governance', version, rules } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: unusable.length === 0,
            toolExecutionNotifications: unusable.map(text => ({
              level: 'error',
              message: { text },
            })),
          },
        ],
        results: findings.map(finding => ({
          ruleId: finding.rule,
          ruleIndex: placeOf.get(finding.rule) ?? -1,
          level: finding.severity,
          message: { text: plainText(finding.message) },
          locations: [
            {
              physicalLocation: {
                artifactLocation: artifactOf(finding.file),
                region: {
                  startLine: finding.line,
                  startColumn: finding.column,
                },
              },
            },
          ],
        })),
      },
    ],
  };
}
