export { startEverything } from './everything';
export { type Listening, listen } from './listen';
export {
  type RawRequest,
  answerText,
  initializeResult,
  startRawServer,
} from './rawServer';
export {
  guarded,
  startLegacyServer,
  startModernServer,
  startSseServer,
} from './sdkServers';
