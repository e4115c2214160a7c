import { listen } from 'fixtures';
import { EgressPolicy, GuardedHttp } from '../egress';
import { defaultLimits } from '../introspection/limits';
import { Credentials } from './Credentials';

const http = GuardedHttp.create(EgressPolicy.anyDestination(), defaultLimits);
afterAll(() => http.close());

describe('Credentials', () => {
  it('is nobody, or the bearer of its exact host', async () => {
    const credentials = Credentials.create(
      [
        { type: 'bearer', host: 'one.example', token: 'a' },
        { type: 'bearer', host: 'one.example:8443', name: 'two', token: 'b' },
      ],
      http,
    );
    const of = (url: string) => credentials.principalFor(url);
    expect(await of('https://one.example/mcp')).toEqual({
      name: 'bearer:one.example',
      authorization: 'Bearer a',
    });
    expect(await of('https://one.example:8443/mcp')).toEqual({
      name: 'bearer:two',
      authorization: 'Bearer b',
    });
    expect(await of('https://sub.one.example/mcp')).toEqual({
      name: 'anonymous',
    });
  });

  it('gets a token by client credentials, and another once it is about to expire', async () => {
    const seen: { authorization?: string; body: string }[] = [];
    const issuer = await listen(async (req, res) => {
      let body = '';
      for await (const chunk of req) {
        body += chunk;
      }
      seen.push({ authorization: req.headers.authorization, body });
      res.writeHead(200, { 'content-type': 'application/json' });
      res.end(
        JSON.stringify({
          access_token: `t${seen.length}`,
          token_type: 'Bearer',
          expires_in: 300,
        }),
      );
    });
    let now = 0;
    const credentials = Credentials.create(
      [
        {
          type: 'oauth-client-credentials',
          host: 'mcp.example',
          tokenUrl: issuer.url,
          clientId: 'portal',
          clientSecret: 's3cret',
          scope: 'mcp:read',
        },
      ],
      http,
      () => now,
    );
    const of = () => credentials.principalFor('https://mcp.example/mcp');
    expect(await of()).toEqual({
      name: 'oauth:mcp.example',
      authorization: 'Bearer t1',
    });
    expect((await of()).authorization).toBe('Bearer t1');
    now = 250_000;
    expect((await of()).authorization).toBe('Bearer t2');
    expect(seen[0].authorization).toBe(
      `Basic ${Buffer.from('portal:s3cret').toString('base64')}`,
    );
    expect(seen[0].body).toBe('scope=mcp%3Aread&grant_type=client_credentials');
    await issuer.close();
    now = 900_000;
    await expect(of()).rejects.toMatchObject({
      failure: {
        kind: 'unauthorised',
        message: expect.stringContaining('did not issue one'),
      },
    });
  });
});
