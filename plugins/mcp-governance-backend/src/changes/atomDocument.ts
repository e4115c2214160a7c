import { XMLBuilder } from 'fast-xml-parser';
import { driftPath } from '../announcements/entityPage';
import { countsInWords, plainLine } from '../announcements/words';
import { toIso } from '../database/json';
import { ChangeLogRecord } from './ChangeLogStore';

const MOST_TITLE = 200;
const MOST_LINE = 500;
const MOST_NAMED = 50;

const builder = new XMLBuilder({
  format: true,
  ignoreAttributes: false,
  suppressEmptyNode: true,
});

const htmlEscapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text of a server in HTML: nothing in it is markup. */
const htmlText = (text: string) =>
  plainLine(text, MOST_LINE).replace(/[&<>"']/g, char => htmlEscapes[char]);

function htmlOf({ changes, counts }: ChangeLogRecord): string {
  const named = changes.slice(0, MOST_NAMED);
  const total = Object.values(counts).reduce((a, b) => a + b, 0);
  const items = named.map(
    ({ verdict, explanation }) =>
      `<li>${verdict}: ${htmlText(explanation)}</li>`,
  );
  const rest =
    total > named.length ? `<p>And ${total - named.length} more.</p>` : '';
  return `<ul>${items.join('')}</ul>${rest}`;
}

/** Entries of the change log as an Atom feed (RFC 4287). URLs are absolute. */
export function atomDocument(feed: {
  /** Of this very feed, its filter included. */
  selfUrl: string;
  /** Of the page that shows the same. */
  pageUrl: string;
  /** Of the portal, without a slash at its end. */
  portalUrl: string;
  /** Newest first. */
  records: readonly ChangeLogRecord[];
  /** When nothing was recorded yet; milliseconds since 1970. */
  now: number;
}): string {
  const { selfUrl, pageUrl, portalUrl, records, now } = feed;
  return builder.build({
    '?xml': { '@_version': '1.0', '@_encoding': 'utf-8' },
    feed: {
      '@_xmlns': 'http://www.w3.org/2005/Atom',
      id: selfUrl,
      title: 'Changes of MCP servers',
      updated: toIso(records[0]?.at ?? now),
      author: { name: 'MCP governance' },
      link: [
        {
          '@_rel': 'self',
          '@_type': 'application/atom+xml',
          '@_href': selfUrl,
        },
        { '@_rel': 'alternate', '@_type': 'text/html', '@_href': pageUrl },
      ],
      entry: records.map(record => ({
        id: `urn:uuid:${record.id}`,
        title: `${plainLine(record.title, MOST_TITLE)}: ${countsInWords(
          record.counts,
        )}`,
        published: toIso(record.at),
        updated: toIso(record.at),
        link: {
          '@_rel': 'alternate',
          '@_type': 'text/html',
          '@_href': `${portalUrl}${driftPath(record)}`,
        },
        category: { '@_term': record.verdict },
        content: { '@_type': 'html', '#text': htmlOf(record) },
      })),
    },
  });
}
