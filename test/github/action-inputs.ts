import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { projectFile } from './child.ts';

type ActionFile = {
  readonly inputs?: { readonly [name: string]: { readonly default?: string | number | boolean } | null };
};

/**
 * The INPUT_ variables of a step: what `with:` gives, and the defaults of action.yml for the rest, `${{ github.token }}`
 * and the like filled in. Names keep their hyphens and are in upper case, as the runner makes them.
 * @param context values of `github.*` that defaults may name
 */
export function inputVariables(
  given: { readonly [name: string]: string },
  context: ReadonlyMap<string, string>,
  actionFile: string = projectFile('action.yml'),
): { readonly [name: string]: string } {
  const declared: ActionFile = existsSync(actionFile) ? parse(readFileSync(actionFile, 'utf8')) : {};
  const inputs = new Map<string, string>();
  for (const [name, input] of Object.entries(declared.inputs ?? {}))
    inputs.set(name.toLowerCase(), evaluate(String(input?.default ?? ''), context));
  for (const [name, value] of Object.entries(given)) inputs.set(name.toLowerCase(), value);
  return Object.fromEntries(
    [...inputs].map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}

function evaluate(text: string, context: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{\{\s*([^}]*?)\s*\}\}/g, (_whole, expression: string) => {
    const value = context.get(expression);
    if (value === undefined) throw new Error(`The harness cannot evaluate \${{ ${expression} }} in action.yml`);
    return value;
  });
}
