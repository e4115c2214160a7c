import AddCircleOutlineIcon from '@mui/icons-material/AddCircleOutline';
import BlockIcon from '@mui/icons-material/Block';
import BrokenImageIcon from '@mui/icons-material/BrokenImage';
import CheckCircleIcon from '@mui/icons-material/CheckCircle';
import CloudOffIcon from '@mui/icons-material/CloudOff';
import CancelIcon from '@mui/icons-material/Cancel';
import CompareArrowsIcon from '@mui/icons-material/CompareArrows';
import EditIcon from '@mui/icons-material/Edit';
import ErrorIcon from '@mui/icons-material/Error';
import EventBusyIcon from '@mui/icons-material/EventBusy';
import GavelIcon from '@mui/icons-material/Gavel';
import GppBadIcon from '@mui/icons-material/GppBad';
import HelpOutlineIcon from '@mui/icons-material/HelpOutline';
import LockIcon from '@mui/icons-material/Lock';
import PendingIcon from '@mui/icons-material/PendingOutlined';
import PersonOffIcon from '@mui/icons-material/PersonOff';
import RemoveCircleOutlineIcon from '@mui/icons-material/RemoveCircleOutline';
import ScheduleIcon from '@mui/icons-material/Schedule';
import SyncProblemIcon from '@mui/icons-material/SyncProblem';
import VisibilityIcon from '@mui/icons-material/Visibility';
import WarningIcon from '@mui/icons-material/Warning';
import { SvgIconProps } from '@mui/material/SvgIcon';
import {
  ApprovalStatus,
  AuditStanding,
  Decision,
  DriftStatus,
  Health,
  ServerStatus,
  Verdict,
} from 'backstage-plugin-mcp-governance-common';
import { ComponentType } from 'react';

/** How a status looks: a word, an icon and a colour of the theme, never a colour alone. */
export interface StatusLook {
  word: string;
  icon: ComponentType<SvgIconProps>;
  colour: 'success' | 'warning' | 'error' | 'info' | 'default';
}

export const healthLooks: Record<Health, StatusLook> = {
  healthy: { word: 'healthy', icon: CheckCircleIcon, colour: 'success' },
  degraded: { word: 'degraded', icon: WarningIcon, colour: 'warning' },
  unreachable: { word: 'unreachable', icon: CloudOffIcon, colour: 'error' },
  unauthorised: { word: 'unauthorised', icon: LockIcon, colour: 'error' },
  'not-observed': {
    word: 'not observed',
    icon: HelpOutlineIcon,
    colour: 'default',
  },
};

export const driftLooks: Record<DriftStatus, StatusLook> = {
  'in-sync': { word: 'in sync', icon: CheckCircleIcon, colour: 'success' },
  drift: { word: 'drift', icon: SyncProblemIcon, colour: 'warning' },
  unknown: { word: 'unknown', icon: HelpOutlineIcon, colour: 'default' },
};

/** What a change means for those who use the server. */
export const verdictLooks: Record<Verdict, StatusLook> = {
  security: { word: 'security', icon: GppBadIcon, colour: 'error' },
  breaking: { word: 'breaking', icon: BrokenImageIcon, colour: 'error' },
  unknown: { word: 'unknown', icon: HelpOutlineIcon, colour: 'default' },
  behavioural: {
    word: 'behavioural',
    icon: CompareArrowsIcon,
    colour: 'warning',
  },
  compatible: {
    word: 'compatible',
    icon: AddCircleOutlineIcon,
    colour: 'success',
  },
  none: { word: 'no effect', icon: RemoveCircleOutlineIcon, colour: 'default' },
};

/** How what is live stands against what was approved. */
export const approvalLooks: Record<ApprovalStatus, StatusLook> = {
  approved: { word: 'approved', icon: CheckCircleIcon, colour: 'success' },
  're-approval-needed': {
    word: 're-approval needed',
    icon: GavelIcon,
    colour: 'warning',
  },
  rejected: { word: 'rejected', icon: CancelIcon, colour: 'error' },
  'never-approved': {
    word: 'never approved',
    icon: PendingIcon,
    colour: 'default',
  },
  unknown: { word: 'unknown', icon: HelpOutlineIcon, colour: 'default' },
};

export const decisionLooks: Record<Decision['decision'], StatusLook> = {
  approved: approvalLooks.approved,
  rejected: approvalLooks.rejected,
};

/** What needs a person’s approval before it counts. */
export const materialLook: StatusLook = {
  word: 'material',
  icon: GavelIcon,
  colour: 'warning',
};

export const serverStatusLooks: Record<ServerStatus, StatusLook> = {
  active: { word: 'active', icon: CheckCircleIcon, colour: 'success' },
  deprecated: { word: 'deprecated', icon: WarningIcon, colour: 'warning' },
  quarantined: { word: 'quarantined', icon: BlockIcon, colour: 'error' },
};

export const auditLooks: Record<AuditStanding['status'], StatusLook> = {
  current: { word: 'current', icon: CheckCircleIcon, colour: 'success' },
  'due-soon': { word: 'due soon', icon: ScheduleIcon, colour: 'info' },
  due: { word: 'due', icon: ScheduleIcon, colour: 'warning' },
  overdue: { word: 'overdue', icon: EventBusyIcon, colour: 'error' },
};

export const effectLooks: Record<'mutates' | 'reads', StatusLook> = {
  mutates: { word: 'mutates', icon: EditIcon, colour: 'warning' },
  reads: { word: 'reads', icon: VisibilityIcon, colour: 'default' },
};

/** What an entry does not say: shown as a gap, never as a value. */
export const missingLook: StatusLook = {
  word: 'missing',
  icon: ErrorIcon,
  colour: 'error',
};

/** A person or team that the entry names and the catalog does not show. */
export const notFoundLook: StatusLook = {
  word: 'not found',
  icon: PersonOffIcon,
  colour: 'error',
};
