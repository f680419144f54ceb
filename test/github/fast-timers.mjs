// Loaded with --import before the program under test: makes its waiting shorter by the factor in LOOPBACK_TIME_FACTOR, so
// that back-offs and timeouts of minutes can be tested in seconds without a switch for tests in the product. Clocks are
// left alone. Plain JavaScript, since it also runs in Node versions that strip no types.
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import timers from 'node:timers';
import promises from 'node:timers/promises';

const factor = Number(process.env.LOOPBACK_TIME_FACTOR);
delete process.env.LOOPBACK_TIME_FACTOR;

const shorten = (delay) => (typeof delay === 'number' ? delay / factor : delay);
const { setTimeout: later, setInterval: repeatedly } = globalThis;
const { setTimeout: sleep } = promises;
const { promisify } = await import('node:util');

function fastTimeout(callback, delay, ...rest) {
  return later(callback, shorten(delay), ...rest);
}
Object.defineProperty(fastTimeout, promisify.custom, { value: (delay, ...rest) => sleep(shorten(delay), ...rest) });
const fastInterval = (callback, delay, ...rest) => repeatedly(callback, shorten(delay), ...rest);

globalThis.setTimeout = timers.setTimeout = fastTimeout;
globalThis.setInterval = timers.setInterval = fastInterval;
promises.setTimeout = (delay, ...rest) => sleep(shorten(delay), ...rest);

// Time limits of sockets are kept by timers of their own. Those of `@actions/http-client` are three minutes long.
// oxlint-disable-next-line typescript/unbound-method -- called with its own socket below
const limit = net.Socket.prototype.setTimeout;
net.Socket.prototype.setTimeout = function fastLimit(delay, ...rest) {
  return Reflect.apply(limit, this, [Math.ceil(shorten(delay)), ...rest]);
};

const timeout = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (delay) => timeout(Math.ceil(shorten(delay)));
syncBuiltinESMExports();
