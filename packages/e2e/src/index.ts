export { findChromium } from './findChromium';
