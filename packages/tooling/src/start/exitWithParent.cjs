'use strict';
// Preloaded into every process that the portal starts: when the parent is gone,
// by whatever death, nothing of it stays behind. `unref` lets a process that
// has nothing else to do end by itself.
if (process.channel) {
  process.on('disconnect', () => process.exit(0));
  process.channel.unref();
}
