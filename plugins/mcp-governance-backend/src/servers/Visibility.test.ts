import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { PermissionsService } from '@backstage/backend-plugin-api';
import { serverEntity } from '../__testUtils__/entries';
import { ServerStore } from './ServerStore';
import { Visibility, canSee } from './Visibility';

const reader = mockCredentials.user('user:default/reader');

function setUp(result: AuthorizeResult) {
  const permissions = {
    authorizeConditional: async () => [{ result }],
  } as unknown as PermissionsService;
  const catalog = catalogServiceMock({ entities: [serverEntity('a')] });
  const asked = jest.spyOn(catalog, 'streamEntities');
  const servers = {
    idsOf: async (refs: ReadonlySet<string>) => [...refs].map((_, i) => i + 1),
  } as unknown as ServerStore;
  const clock = { now: 0 };
  const visibility = new Visibility({
    catalog,
    permissions,
    servers,
    now: () => clock.now,
  });
  return { visibility, asked, clock };
}

describe('Visibility', () => {
  it('needs no list where everything or nothing is allowed', async () => {
    const allowed = setUp(AuthorizeResult.ALLOW);
    expect(canSee(await allowed.visibility.of(reader), 'api:x/y')).toBe(true);
    const denied = setUp(AuthorizeResult.DENY);
    const view = await denied.visibility.of(reader);
    expect(view).toMatchObject({ all: false, ids: [] });
    expect(canSee(view, 'api:default/a')).toBe(false);
    expect(denied.asked).not.toHaveBeenCalled();
  });

  it('asks the catalog as the reader, and remembers the answer for at most a minute', async () => {
    const { visibility, asked, clock } = setUp(AuthorizeResult.CONDITIONAL);
    const view = await visibility.of(reader);
    expect(view.refs).toEqual(new Set(['api:default/a']));
    expect(asked).toHaveBeenCalledWith(expect.anything(), {
      credentials: reader,
    });
    clock.now = 30_000;
    await visibility.of(reader);
    expect(asked).toHaveBeenCalledTimes(1);
    // Another reader has a view of their own.
    await visibility.of(mockCredentials.user('user:default/other'));
    expect(asked).toHaveBeenCalledTimes(2);
    // Who comes back late does not wait, but what they see next is fresh.
    clock.now = 50_000;
    expect(await visibility.of(reader)).toBe(view);
    expect(asked).toHaveBeenCalledTimes(3);
    await new Promise(resolve => setTimeout(resolve, 10));
    expect(await visibility.of(reader)).not.toBe(view);
    clock.now = 111_000;
    await visibility.of(reader);
    expect(asked).toHaveBeenCalledTimes(4);
  });

  it('does not remember a failure', async () => {
    const { visibility, asked } = setUp(AuthorizeResult.CONDITIONAL);
    asked.mockImplementationOnce(() => {
      throw new Error('the catalog is down');
    });
    await expect(visibility.of(reader)).rejects.toThrow('the catalog is down');
    await expect(visibility.of(reader)).resolves.toMatchObject({ ids: [1] });
  });
});
