export { type EmailLookup, emailLookup } from './emailLookup';
export { entityNameOf } from './entityNameOf';
export { type EntrySite, locateEntry } from './locateEntry';
export { playbookEntity } from './playbookEntity';
export {
  PLAYBOOK_ERRORS_ANNOTATION,
  PLAYBOOK_WARNINGS_ANNOTATION,
  playbookMessages,
} from './playbookMessages';
export { playbookPath } from './playbookPath';
export { type Playbook } from './playbookSchema';
export {
  type PlacedProblem,
  type PlaybookFile,
  isEnveloped,
  readPlaybookDocument,
  readPlaybookFile,
} from './readPlaybookFile';
