import path from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { declaredDrift } from 'backstage-plugin-mcp-governance-common';
import {
  defaultLimits,
  introspectStdio,
} from 'backstage-plugin-mcp-governance-node';
import { exampleServer } from '../__testUtils__/examples';

jest.setTimeout(30_000);

const command = {
  command: process.execPath,
  args: [path.resolve(__dirname, '../../bin/schema-lint')],
};

describe('schema-lint', () => {
  it('checks schemas and explains its rules, over stdio', async () => {
    const client = new Client({ name: 'test', version: '1.0.0' });
    await client.connect(
      new StdioClientTransport({ ...command, stderr: 'ignore' }),
    );
    const call = async (name: string, args: Record<string, unknown>) => {
      const { structuredContent, content, isError } = await client.callTool({
        name,
        arguments: args,
      });
      return { structuredContent, content, isError };
    };
    const { structuredContent } = await call('check_schema', {
      schema: {
        type: 'object',
        required: ['id', 'size'],
        properties: {
          id: { type: 'string', description: 'Which one.' },
          Tag_list: {
            type: 'array',
            description: 'Words.',
            items: { type: 'object', properties: { 'a/b': {} } },
          },
          all: { type: 'array', description: 'Everything.' },
        },
      },
    });
    expect(structuredContent).toEqual({
      findings: [
        {
          rule: 'known-required',
          path: '',
          message: 'size: required, and not among the properties',
        },
        {
          rule: 'camel-case-property',
          path: '/properties/Tag_list',
          message: 'the property Tag_list is not written in camelCase',
        },
        {
          rule: 'typed-array',
          path: '/properties/all',
          message: 'the array does not say what it holds',
        },
        {
          rule: 'described-property',
          path: '/properties/Tag_list/items/properties/a~1b',
          message: 'the property a/b has no description',
        },
        {
          rule: 'camel-case-property',
          path: '/properties/Tag_list/items/properties/a~1b',
          message: 'the property a/b is not written in camelCase',
        },
      ],
    });
    expect(await call('explain_rule', { rule: 'typed-array' })).toMatchObject({
      structuredContent: {
        rationale: 'An array without items says nothing of what it holds.',
      },
    });
    expect(await call('explain_rule', { rule: 'toString' })).toMatchObject({
      isError: true,
      content: [{ text: expect.stringContaining('there are described-prop') }],
    });
    await client.close();
  });

  it('is what its entry says', async () => {
    const result = await introspectStdio({
      server: { ...command, env: process.env },
      limits: defaultLimits,
      onErrorOutput: () => {},
    });
    if (result.status !== 'observed') {
      throw new Error(JSON.stringify(result));
    }
    const entry = exampleServer('schema-lint');
    expect(declaredDrift(entry, result.snapshot)).toEqual({
      status: 'in-sync',
      unknown: [],
      disagreements: [],
    });
  });
});
