import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  BasicPermission,
} from '@backstage/plugin-permission-common';
import { Request } from 'express';

/** A caller who said who they are. */
export type CallerCredentials = BackstageCredentials<
  BackstageUserPrincipal | BackstageServicePrincipal
>;

/** Lets a caller with the permission in, and nobody else. */
export type Authorize = (
  req: Request,
  permission: BasicPermission,
) => Promise<CallerCredentials>;

/** Whether a caller has a permission. */
export type May = (
  credentials: CallerCredentials,
  permission: BasicPermission,
) => Promise<boolean>;

export function createMay(permissions: PermissionsService): May {
  return async (credentials, permission) => {
    const [decision] = await permissions.authorize([{ permission }], {
      credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  };
}

export function createAuthorize(
  httpAuth: HttpAuthService,
  permissions: PermissionsService,
): Authorize {
  const may = createMay(permissions);
  return async (req, permission) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    if (!(await may(credentials, permission))) {
      throw new NotAllowedError(
        `The permission ${permission.name} is needed for this`,
      );
    }
    return credentials;
  };
}
