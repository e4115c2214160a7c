import Ajv from 'ajv';
import { entityJsonSchema } from './entityJsonSchema';

const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
const validate = ajv.compile(entityJsonSchema());

const entry = (governance: object) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'API',
  metadata: { name: 'crm' },
  spec: {
    type: 'mcp-server',
    remotes: [{ type: 'sse', url: 'https://mcp.example.com' }],
    governance,
  },
});

const errorsOf = (document: object) => {
  validate(document);
  return (validate.errors ?? []).map(error => error.instancePath);
};

describe('entityJsonSchema', () => {
  it('describes every field of the governance block for editors', () => {
    const { definitions } = entityJsonSchema() as {
      definitions: Record<string, { properties: Record<string, object> }>;
    };
    expect(Object.keys(definitions.McpServerGovernance.properties)).toEqual(
      expect.arrayContaining(['ownership', 'tools', 'audit', 'exemptions']),
    );
  });

  it('accepts a good entry, and every other kind of document', () => {
    expect(
      errorsOf(
        entry({ status: 'active', tools: [{ name: 'a', mutates: false }] }),
      ),
    ).toEqual([]);
    expect(errorsOf({ kind: 'Group', spec: { governance: 7 } })).toEqual([]);
    expect(
      errorsOf({ kind: 'API', spec: { type: 'openapi', governance: 7 } }),
    ).toEqual([]);
  });

  it('marks what the catalog module would complain about', () => {
    expect(errorsOf(entry({ status: 'activ' }))).toContain(
      '/spec/governance/status',
    );
    expect(errorsOf(entry({ ownershp: {} }))).toContain('/spec/governance');
    expect(errorsOf(entry({ tools: [{ mutates: 'no' }] }))).toContain(
      '/spec/governance/tools/0/mutates',
    );
  });
});
