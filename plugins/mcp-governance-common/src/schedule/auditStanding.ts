import { z } from 'zod';
import { Governance } from '../entry';

export const auditStatuses = ['current', 'due-soon', 'due', 'overdue'] as const;

export const auditStandingSchema = z
  .object({
    status: z.enum(auditStatuses),
    /** ISO date by which the next audit must be complete; absent when it is due at once. */
    nextDue: z.string().optional(),
    /** ISO date that the entry claims for the last audit; unverified. */
    declaredLastRun: z.string().optional(),
    /** ISO date that the entry claims for the next audit; unverified. */
    declaredNextDue: z.string().optional(),
    explanation: z.string(),
  })
  .meta({ id: 'AuditStanding' });

/** Where a server stands with its audits. */
export type AuditStanding = z.output<typeof auditStandingSchema>;

/**
 * The standing of a server without an audit on record. What its entry declares
 * can make it overdue, never current: a claim is not a record.
 *
 * @param asOf - ISO date of the day that is asked about
 */
export function auditStanding(
  declared: Governance['audit'],
  asOf: string,
): AuditStanding {
  const claims = {
    ...(declared?.lastRun && { declaredLastRun: declared.lastRun }),
    ...(declared?.nextDue && { declaredNextDue: declared.nextDue }),
  };
  const never = 'No audit is on record in this portal';
  if (declared?.nextDue && declared.nextDue < asOf) {
    return {
      ...claims,
      status: 'overdue',
      nextDue: declared.nextDue,
      explanation: `${never}, and the date that the entry itself names has passed.`,
    };
  }
  return {
    ...claims,
    status: 'due',
    explanation: declared?.nextDue
      ? `${never}; the entry names ${declared.nextDue}, which is unverified.`
      : `${never}.`,
  };
}
