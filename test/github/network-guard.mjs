// Loaded with --import before the program under test: lets it connect to the loopback interface alone. Anything else fails
// at once with an error and is written down, so that the test fails even where the program swallows the error.
// Plain JavaScript, since it also runs in Node versions that strip no types.
import dgram from 'node:dgram';
import dns from 'node:dns';
import { appendFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';

const report = process.env.LOOPBACK_GUARD_REPORT;
delete process.env.LOOPBACK_GUARD_REPORT;

const isLoopback = (host) =>
  host === undefined ||
  host === null ||
  host === '' ||
  /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|::1|\[::1\]|::ffff:127(?:\.\d+){3})$/i.test(String(host));

function refuse(what) {
  if (report) appendFileSync(report, `${what}\n`);
  return Object.assign(new Error(`The network guard of the tests refused ${what}`), { code: 'ECONNREFUSED' });
}

// oxlint-disable-next-line typescript/unbound-method -- called with its own socket below
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function guardedConnect(...given) {
  // net.connect hands over its arguments already normalised: an array in an array.
  const [first, second] = Array.isArray(given[0]) ? given[0] : given;
  const options = typeof first === 'object' && first !== null ? first : { port: first, host: second };
  const isPipe = options.path !== undefined || (typeof first === 'string' && Number.isNaN(Number(first)));
  const host = typeof options.host === 'string' ? options.host : undefined;
  if (!isPipe && !isLoopback(host)) {
    process.nextTick(() => this.destroy(refuse(`a connection to ${host}:${options.port}`)));
    return this;
  }
  return Reflect.apply(connect, this, given);
};

// oxlint-disable-next-line typescript/unbound-method -- called with its own socket below
const send = dgram.Socket.prototype.send;
dgram.Socket.prototype.send = function guardedSend(...given) {
  const host = given.findLast((each) => typeof each === 'string');
  if (!isLoopback(host)) throw refuse(`a datagram to ${host}`);
  return Reflect.apply(send, this, given);
};

for (const owner of [dns, dns.promises]) {
  for (const [name, original] of Object.entries(owner)) {
    if (typeof original !== 'function' || !/^(?:lookup|resolve|reverse)/.test(name) || name === 'lookupService')
      continue;
    owner[name] = function guardedQuestion(host, ...rest) {
      if (isLoopback(host) || net.isIP(String(host))) return Reflect.apply(original, this, [host, ...rest]);
      const error = refuse(`a DNS question for ${host}`);
      const callback = rest.at(-1);
      if (typeof callback !== 'function') return Promise.reject(error);
      process.nextTick(callback, error);
      return {};
    };
  }
}
syncBuiltinESMExports();
