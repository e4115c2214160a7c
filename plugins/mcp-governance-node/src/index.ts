export {
  EgressPolicy,
  type EgressRule,
  GuardedHttp,
  type HttpLimits,
} from './egress';
export { type Introspection } from './introspection/answers';
export { exceededLimit } from './introspection/exceededLimit';
export {
  type IntrospectOptions,
  type Principal,
  introspect,
} from './introspection/introspect';
export {
  type IntrospectStdioOptions,
  introspectStdio,
} from './introspection/introspectStdio';
export {
  type IntrospectionLimits,
  defaultLimits,
} from './introspection/limits';
export { Credentials, type HostCredential } from './credentials';
export { ObservationError } from './ObservationError';
