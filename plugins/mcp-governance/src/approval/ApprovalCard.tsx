import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import Skeleton from '@mui/material/Skeleton';
import { Approval } from 'backstage-plugin-mcp-governance-common';
import { useState } from 'react';
import { ServerName } from '../api/GovernanceApi';
import { useApproval } from '../api/changeQueries';
import { useServer } from '../api/queries';
import { Loaded } from '../loading/Loaded';
import { ApprovalStanding } from './ApprovalStanding';
import { ChangesSinceBaseline } from './ChangesSinceBaseline';
import { DecideButtons } from './DecideButtons';
import { DecisionDialog } from './DecisionDialog';
import { DecisionList } from './DecisionList';
import { Proposal, proposalOf } from './Proposal';

/** What was approved of a server, what differs from it now, and the decision about that. */
export function ApprovalCard({ server }: { server: ServerName }) {
  const query = useApproval(server);
  const detail = useServer(server);
  const [proposal, setProposal] = useState<Proposal>();
  const propose = (approval: Approval, decision: Proposal['decision']) =>
    setProposal(proposalOf(approval, decision));
  return (
    <EntityInfoCard title="Approval">
      <Loaded
        query={query}
        failure="The approval could not be loaded"
        skeleton={<Skeleton variant="rounded" height={160} />}
      >
        {approval => (
          <>
            <ApprovalStanding
              approval={approval}
              healthReason={detail.data?.healthReason}
              action={
                <DecideButtons
                  approval={approval}
                  onDecide={decision => propose(approval, decision)}
                />
              }
            />
            <ChangesSinceBaseline server={server} approval={approval} />
            {approval.lastDecision && <DecisionList server={server} />}
          </>
        )}
      </Loaded>
      {proposal && (
        <DecisionDialog
          server={server}
          title={detail.data?.title ?? server.name}
          proposal={proposal}
          onReload={async () => {
            const { data } = await query.refetch();
            if (data) {
              propose(data, proposal.decision);
            }
          }}
          onClose={() => setProposal(undefined)}
        />
      )}
    </EntityInfoCard>
  );
}
