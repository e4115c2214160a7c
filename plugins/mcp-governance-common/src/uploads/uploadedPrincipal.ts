const PREFIX = 'uploaded:';

/** As whom an uploaded snapshot says that it was taken: the claim of whoever holds a token. */
export function uploadedPrincipal(tokenName: string): string {
  return `${PREFIX}${tokenName}`;
}

/** Whether what was seen as this principal was uploaded rather than observed. */
export function isUploadedPrincipal(
  principal: string | null | undefined,
): boolean {
  return principal?.startsWith(PREFIX) ?? false;
}
