'use strict';
// One set-up at a time, however many commands are started at once.

const fs = require('fs');
const path = require('path');

/** Runs `work` while no other process of this checkout does the same. */
async function withLock(folder, name, log, work) {
  fs.mkdirSync(folder, { recursive: true });
  const lock = path.join(folder, `${name}.lock`);
  let announced = false;
  for (;;) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error;
      }
    }
    if (!isHeld(lock)) {
      fs.rmSync(lock, { force: true });
      continue;
    }
    if (!announced) {
      log('Another process is setting this workspace up; waiting for it …');
      announced = true;
    }
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  try {
    return await work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function isHeld(lock) {
  try {
    const pid = Number(fs.readFileSync(lock, 'utf8'));
    if (!pid) {
      return Date.now() - fs.statSync(lock).mtimeMs < 2000;
    }
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

module.exports = { withLock };
