export {
  type ApprovalHistory,
  type ApprovalStanding,
  type ApprovalSubject,
  approvalStanding,
} from './approvalStanding';
export { type ApprovalStatus, approvalStatuses } from './approvalStatuses';
