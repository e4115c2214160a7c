import { CallerCredentials } from './authorize';

/** Who a caller is: the entity reference of a person, or the name of a service. */
export function callerName({ principal }: CallerCredentials): string {
  return principal.type === 'user'
    ? principal.userEntityRef
    : principal.subject;
}
