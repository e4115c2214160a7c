import { Change } from 'backstage-plugin-mcp-governance-common';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { atomDocument } from './atomDocument';
import { ChangeLogRecord } from './ChangeLogStore';

const change = (explanation: string): Change => ({
  kind: 'tool-removed',
  subject: 'tool:a',
  path: '',
  before: null,
  after: null,
  verdict: 'breaking',
  severity: 'high',
  explanation,
});

const record = (overrides: Partial<ChangeLogRecord> = {}): ChangeLogRecord => ({
  id: '0b5fa4f4-4f0c-4d53-8a3c-0c4a3f0f1f10',
  at: Date.UTC(2026, 4, 2, 8, 30),
  entityRef: 'api:default/crm-tools',
  namespace: 'default',
  name: 'crm-tools',
  title: 'CRM tools',
  cause: 'snapshot',
  remote: 'https://mcp.example.com/crm',
  before: 'sha256.v1:a',
  after: 'sha256.v1:b',
  verdict: 'breaking',
  counts: { breaking: 1 },
  changes: [change('The tool a is gone.')],
  isAbridged: false,
  ...overrides,
});

function read(records: ChangeLogRecord[]) {
  const text = atomDocument({
    selfUrl:
      'https://portal.example.com/api/mcp-governance/changes.atom?mine=true&verdict=breaking',
    pageUrl: 'https://portal.example.com/mcp/changes?mine=true',
    portalUrl: 'https://portal.example.com',
    records,
    now: Date.UTC(2026, 0, 1),
  });
  expect(XMLValidator.validate(text)).toBe(true);
  // Characters that XML 1.0 does not allow, which the validator lets pass.
  expect(text).not.toMatch(
    /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u,
  );
  const parser = new XMLParser({
    ignoreAttributes: false,
    isArray: name => name === 'entry' || name === 'link',
  });
  return { text, feed: parser.parse(text).feed };
}

describe('atomDocument', () => {
  it('has what RFC 4287 demands of a feed and of its entries', () => {
    const { text, feed } = read([
      record(),
      record({ id: '77e2b9d2-4f0c-4d53-8a3c-0c4a3f0f1f11', at: 1_000 }),
    ]);
    expect(text).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>\s*<feed/);
    expect(feed).toMatchObject({
      '@_xmlns': 'http://www.w3.org/2005/Atom',
      id: 'https://portal.example.com/api/mcp-governance/changes.atom?mine=true&verdict=breaking',
      title: 'Changes of MCP servers',
      updated: '2026-05-02T08:30:00.000Z',
      author: { name: 'MCP governance' },
      link: [
        { '@_rel': 'self', '@_href': feed.id },
        {
          '@_rel': 'alternate',
          '@_href': 'https://portal.example.com/mcp/changes?mine=true',
        },
      ],
    });
    expect(feed.entry).toEqual([
      {
        id: 'urn:uuid:0b5fa4f4-4f0c-4d53-8a3c-0c4a3f0f1f10',
        title: 'CRM tools: 1 breaking change',
        published: '2026-05-02T08:30:00.000Z',
        updated: '2026-05-02T08:30:00.000Z',
        link: [
          {
            '@_rel': 'alternate',
            '@_type': 'text/html',
            '@_href':
              'https://portal.example.com/catalog/default/api/crm-tools/mcp-drift',
          },
        ],
        category: { '@_term': 'breaking' },
        content: {
          '@_type': 'html',
          '#text': '<ul><li>breaking: The tool a is gone.</li></ul>',
        },
      },
      expect.objectContaining({
        id: 'urn:uuid:77e2b9d2-4f0c-4d53-8a3c-0c4a3f0f1f11',
        updated: '1970-01-01T00:00:01.000Z',
      }),
    ]);
  });

  it('is a feed without entries as well', () => {
    const { feed } = read([]);
    expect(feed.updated).toBe('2026-01-01T00:00:00.000Z');
    expect(feed.entry).toBeUndefined();
  });

  it('makes no markup of what a server writes, in XML or in HTML', () => {
    const evil = `]]></content><script>alert(1)</script> & "x" \u0000\uFFFF\uD800 <b>'`;
    const { feed } = read([record({ title: evil, changes: [change(evil)] })]);
    const [{ title, content }] = feed.entry;
    const safe = `]]></content><script>alert(1)</script> & "x" \uFFFD\uFFFD\uFFFD <b>'`;
    expect(title).toBe(`${safe}: 1 breaking change`);
    expect(content['#text']).toBe(
      '<ul><li>breaking: ]]&gt;&lt;/content&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot; \uFFFD\uFFFD\uFFFD &lt;b&gt;&#39;</li></ul>',
    );
  });

  it('names the first fifty changes, and says how many more there are', () => {
    const { feed } = read([
      record({
        counts: { breaking: 60, compatible: 5 },
        changes: Array.from({ length: 60 }, (_, i) => change(`Gone: ${i}.`)),
      }),
    ]);
    const [{ title, content }] = feed.entry;
    expect(title).toBe('CRM tools: 60 breaking and 5 compatible changes');
    expect(content['#text'].match(/<li>/g)).toHaveLength(50);
    expect(content['#text']).toContain('<p>And 15 more.</p>');
  });
});
