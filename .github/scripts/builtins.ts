import { createRequire, isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'rolldown';

const nodeRequire = createRequire(import.meta.url);
const PREFIX = '\0builtin:';
const OWN = fileURLToPath(new URL('../../src/', import.meta.url));
const NAME = /^[A-Za-z_$][\w$]*$/;

/**
 * Has Node's own modules loaded by `require` and not by `import`: importing one reads each of its exports, and so loads
 * what is behind the lazy ones (all of the streams for `node:fs`), a tenth of a short run. `hasRequire`: whether the code is
 * one that Node, or `cli/launch.ts`, gives a `require`.
 */
export function requireBuiltins({ hasRequire }: { readonly hasRequire: boolean }): Plugin {
  return {
    name: 'require-builtins',
    resolveId(source, importer, { kind }) {
      // Only our own imports, which name what they use: a package's `require` takes everything.
      if (importer === undefined || !importer.startsWith(OWN) || kind !== 'import-statement' || !isBuiltin(source))
        return null;
      // Without it there is no `require`.
      if (!hasRequire && source === 'node:module') return { id: source, external: true };
      return { id: `${PREFIX}${source.replace(/^node:/, '')}`, moduleSideEffects: false };
    },
    load(id) {
      if (!id.startsWith(PREFIX)) return null;
      const name = id.slice(PREFIX.length);
      const builtin: Record<string, unknown> = nodeRequire(`node:${name}`);
      const names = Object.keys(builtin).filter((key) => NAME.test(key) && key !== 'default');
      const exports = names.map((key, at) => {
        // A function is looked up when it is called: a short run that hashes nothing does not wait for `node:crypto`.
        const isFunction = typeof builtin[key] === 'function' && /^[a-z]/.test(key);
        const value = isFunction
          ? `(...args) => load().${key}(...args)`
          : `/* @__PURE__ */ get(${JSON.stringify(key)})`;
        return `const e${at} = ${value};\nexport { e${at} as ${key} };`;
      });
      return [
        ...(hasRequire ? [] : [`import { createRequire } from 'node:module';`]),
        'let builtin;',
        `const load = () => (builtin ??= ${hasRequire ? 'require' : 'createRequire(import.meta.url)'}(${JSON.stringify(`node:${name}`)}));`,
        'const get = (key) => load()[key];',
        ...exports,
      ].join('\n');
    },
  };
}
