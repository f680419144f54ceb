import { createActionPorts } from './github/action-ports.ts';
import { readEvent } from './github/event.ts';
import { failRun } from './github/failure.ts';
import { createLog } from './github/log.ts';
import { createInputReader, maskSecret } from './github/runner.ts';
import type { ChatModels } from './ports.ts';
import { MAX_README_BYTES } from './readme/decode.ts';
import { run } from './run.ts';
import { DEFAULT_MODEL, parseSettings } from './settings.ts';
import { maxBytes as maxTagsFileBytes } from './vocabulary/limits.ts';

/** In characters; what is shorter is no secret. */
const SHORTEST_KEY = 8;

try {
  const environment = process.env;
  const inputs = createInputReader(environment);
  for (const name of ['token', 'topics-token']) maskSecret(inputs.read(name).trim());
  const key = inputs.read('api-key').trim();
  // Servers that want no key are given words such as `none`; hidden, they would be holes all over the log.
  if (key.length >= SHORTEST_KEY) maskSecret(key);
  const parsed = parseSettings(inputs.read, inputs.names());
  const { token, topicsToken, apiKey, baseUrl, model } = parsed.settings;
  const log = createLog();
  if (token === '') log.notice('The input "token" is empty; GitHub is read anonymously, 60 requests an hour at most.');
  const event = await readEvent(environment);
  const github = await createActionPorts({
    environment,
    token,
    topicsToken,
    event,
    log,
    // One more than is read, so that the readers see that there is more.
    maxReadmeBytes: MAX_README_BYTES + 1,
    maxTagsFileBytes: maxTagsFileBytes + 1,
  });
  const chatModels: ChatModels = {
    async connect() {
      const { createChatModel } = await import('./openai/chat-model.ts');
      return createChatModel({ apiKey, baseUrl, model: model ?? DEFAULT_MODEL, environment, log });
    },
  };
  await run(parsed, event, { ...github, chatModels });
} catch (error) {
  failRun(error);
}
// Connections that are kept open for more requests would hold the step for some seconds.
process.stdout.write('', () => process.exit());
