import { useApi } from '@backstage/core-plugin-api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { IssueUploadToken } from 'backstage-plugin-mcp-governance-common';
import { ServerName, governanceApiRef } from '../api/GovernanceApi';
import { keyOf } from '../api/queries';

const tokensOf = (server: ServerName) => [...keyOf(server), 'upload-tokens'];

export function useUploadTokens(server: ServerName) {
  const api = useApi(governanceApiRef);
  return useQuery({
    queryKey: tokensOf(server),
    queryFn: () => api.listUploadTokens(server),
  });
}

/** Issues a token; its text is in the result and nowhere else. */
export function useIssueUploadToken(server: ServerName) {
  const api = useApi(governanceApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: IssueUploadToken) => api.issueUploadToken(server, body),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensOf(server) }),
    // Nothing remembers the text longer than the dialog that shows it.
    gcTime: 0,
  });
}

export function useRevokeUploadToken(server: ServerName) {
  const api = useApi(governanceApiRef);
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.revokeUploadToken(server, id),
    onSuccess: () => queries.invalidateQueries({ queryKey: tokensOf(server) }),
  });
}
