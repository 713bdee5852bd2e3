// Is told to stop while it is busy, and then asks whether it may begin something.
import { listenForStop, refuseWhenStopped } from "../../../ops/support/stop";

listenForStop();
setImmediate(async () => {
  process.kill(process.pid, "SIGTERM");
  for (const end = Date.now() + 20; Date.now() < end; );
  process.stdout.write(await refuseWhenStopped().then(() => "began", String));
});
