import { isUploadedPrincipal, uploadedPrincipal } from './uploadedPrincipal';
import { uploadTokenStatus } from './uploadTokenStatus';

describe('uploadTokenStatus', () => {
  it.each([
    [{}, 'usable'],
    [{ expiresAt: 1_001 }, 'usable'],
    [{ expiresAt: 1_000 }, 'expired'],
    [{ expiresAt: 999 }, 'expired'],
    [{ revokedAt: 1 }, 'revoked'],
    [{ revokedAt: 1, expiresAt: 1 }, 'revoked'],
  ])('of %j at 1000 is %s', (token, status) => {
    expect(uploadTokenStatus(token, 1_000)).toBe(status);
  });
});

describe('uploadedPrincipal', () => {
  it('is told from principals that a server was looked at as', () => {
    expect(uploadedPrincipal('ci of main')).toBe('uploaded:ci of main');
    expect(isUploadedPrincipal(uploadedPrincipal('ci'))).toBe(true);
    for (const other of ['anonymous', 'bearer:uploaded:x', null, undefined]) {
      expect(isUploadedPrincipal(other)).toBe(false);
    }
  });
});
