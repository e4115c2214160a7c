export { findHiddenText } from './findHiddenText';
export { findInstructions } from './findInstructions';
export { findMarkup } from './findMarkup';
export { findUrls } from './findUrls';
export { hasSameWords, sharedWords } from './words';
