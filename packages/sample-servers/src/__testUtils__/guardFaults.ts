import { IncomingHttpHeaders, request } from 'node:http';
import { RunningServer } from '../http/serveMcp';
import { TOKEN } from './legacyClient';

type SentHeaders = Record<string, string>;

interface Reply {
  status?: number;
  headers: IncomingHttpHeaders;
  body: string;
}

const authorized = { Authorization: `Bearer ${TOKEN}` };
const unfit: SentHeaders[] = [
  {},
  { Authorization: 'Bearer' },
  { Authorization: 'Bearer wrong' },
  { Authorization: `Basic ${TOKEN}` },
  { Authorization: TOKEN },
  { Authorization: `Bearer ${TOKEN} more` },
];
const foreign: SentHeaders[] = [
  { Host: 'portal.acme.example' },
  { Origin: 'https://portal.acme.example' },
  { Origin: 'null' },
];

/** Not `fetch`, which lets nobody set `Host`. */
function send(
  url: string,
  method: string,
  headers: SentHeaders,
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, async res => {
      let body = '';
      for await (const chunk of res) {
        body += chunk;
      }
      resolve({ status: res.statusCode, headers: res.headers, body });
    });
    sent.on('error', reject);
    sent.end();
  });
}

/** Whom a server lets in and should not, or the other way round; nothing for one that guards itself. */
export async function guardFaults(
  { url }: RunningServer,
  paths: readonly string[] = ['/mcp'],
): Promise<string[]> {
  const faults: string[] = [];
  const metadata = '/.well-known/oauth-protected-resource/mcp';
  const at = (path: string) => new URL(path, url).href;

  async function expectReply(
    [method, path, headers]: [string, string, SentHeaders],
    status: number,
    fits: (reply: Reply) => boolean = () => true,
  ) {
    const reply = await send(at(path), method, headers);
    if (reply.status !== status || !fits(reply)) {
      faults.push(
        `${method} ${path} with ${JSON.stringify(headers)}: ${JSON.stringify(
          reply,
        )}`,
      );
    }
  }

  await expectReply(
    ['GET', '/health', {}],
    200,
    ({ body }) => body === '{"status":"ok"}',
  );
  await expectReply(
    ['GET', metadata, {}],
    200,
    ({ body }) =>
      body ===
      JSON.stringify({
        resource: url,
        authorization_servers: ['https://sso.acme.example'],
      }),
  );
  await expectReply(['GET', '/anything', authorized], 404);
  for (const path of [...paths, '/anything']) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      for (const headers of unfit) {
        await expectReply(
          [method, path, headers],
          401,
          reply =>
            reply.headers['www-authenticate'] ===
              `Bearer resource_metadata="${at(metadata)}"` &&
            !reply.body.includes(TOKEN),
        );
      }
      for (const headers of foreign) {
        await expectReply([method, path, { ...authorized, ...headers }], 403);
      }
    }
  }
  for (const headers of foreign) {
    await expectReply(['GET', '/health', headers], 403);
  }
  return faults;
}
