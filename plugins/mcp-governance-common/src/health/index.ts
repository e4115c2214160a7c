export {
  type Health,
  type HealthStanding,
  type RemoteOutcome,
  healths,
  partialReason,
  remoteHealth,
  serverHealth,
} from './health';
