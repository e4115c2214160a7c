import { auditStanding } from './auditStanding';

describe('auditStanding', () => {
  it.each([
    [undefined, 'due', undefined],
    [{ lastRun: '2026-11-01' }, 'due', undefined],
    [{ nextDue: '2026-11-21' }, 'due', undefined],
    [{ nextDue: '2026-11-20' }, 'due', undefined],
    [{ nextDue: '2026-11-19' }, 'overdue', '2026-11-19'],
  ])('never takes the claim %j for a record', (declared, status, nextDue) => {
    expect(auditStanding(declared, '2026-11-20')).toMatchObject({
      status,
      ...(nextDue && { nextDue }),
    });
  });
});
