/** A catalog file in which the linter finds nothing, with a group beside the server. */
export const cleanEntry = `# The team's things.
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: platform }
spec: { type: team, children: [], governance: 7 }
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata:
  name: notes
  description: Keeps notes.
spec:
  type: mcp-server
  lifecycle: production
  owner: group:default/platform
  remotes:
    - { type: streamable-http, url: 'https://mcp.example.com/notes' }
  governance:
    version: 1.0.0
    status: active
    origin: internal
    domain: docs
    useWhen: [Something is to be kept.]
    avoidWhen: [It is to be forgotten.]
    auth: { method: none }
    ownership: { primary: alice, secondary: bob, onCall: platform }
    scopes: [notes:read]
    tools:
      - name: list_notes # only reads
        mutates: false
        scopesRequired: [notes:read]
`;
