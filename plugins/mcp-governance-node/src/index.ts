export {
  EgressPolicy,
  type EgressRule,
  GuardedHttp,
  type HttpLimits,
} from './egress';
export {
  type IntrospectOptions,
  type Introspection,
  type Principal,
  introspect,
} from './introspection/introspect';
export {
  type IntrospectionLimits,
  defaultLimits,
} from './introspection/limits';
export { Credentials, type HostCredential } from './credentials';
export { ObservationError } from './ObservationError';
