export { EgressPolicy, type EgressRule } from './EgressPolicy';
export { GuardedHttp, type HttpLimits } from './GuardedHttp';
