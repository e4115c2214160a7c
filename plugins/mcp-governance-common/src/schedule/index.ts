export {
  type AuditStanding,
  auditStanding,
  auditStandingSchema,
  auditStatuses,
} from './auditStanding';
