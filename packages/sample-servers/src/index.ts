import { UnusableSettings, startSamples } from './startSamples';

async function main() {
  const running = await startSamples(process.argv.slice(2), process.env);
  for (const { name, server } of running) {
    process.stdout.write(
      `${JSON.stringify({
        time: new Date().toISOString(),
        server: name,
        listening: server.url,
      })}\n`,
    );
  }
  const stop = async () => {
    await Promise.all(running.map(({ server }) => server.close()));
    process.exit(0);
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch(error => {
  process.stderr.write(
    `${error instanceof UnusableSettings ? error.message : error?.stack}\n`,
  );
  process.exitCode = 1;
});
