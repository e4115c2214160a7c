import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// The first test of a file waits for the page's code to be loaded.
configure({ asyncUtilTimeout: 10_000 });
