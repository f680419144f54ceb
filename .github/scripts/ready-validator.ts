import { Ajv2020 } from 'ajv/dist/2020.js';
import standalone from 'ajv/dist/standalone/index.js';
import type { Plugin } from 'rolldown';
import schema from '../../src/report/report.schema.json' with { type: 'json' };
import { REPORT_SCHEMA_OPTIONS } from '../../src/report/report-validator.ts';

const MODULE = /\/src\/report\/report-validator\.ts$/;
/** How the code takes what it needs of Ajv. */
const REQUIRED = /\bconst (\w+) = require\("(ajv\/dist\/runtime\/\w+)"\)\.default;/g;

/**
 * A module that checks a value as `src/report/report-validator.ts` does. Ajv makes its code from the schema whenever it starts,
 * which takes a tenth of a second and all of Ajv.
 */
export function renderValidator(): string {
  const ajv = new Ajv2020({ ...REPORT_SCHEMA_OPTIONS, code: { source: true, esm: true } });
  const imports: string[] = [];
  const code = standalone.default(ajv, ajv.compile(schema)).replace(REQUIRED, (_, name: string, path: string) => {
    imports.push(`import ${name}Module from '${path}.js';`);
    return `const ${name} = ${name}Module.default ?? ${name}Module;`;
  });
  if (code.includes('require(')) throw new Error('The code of Ajv takes something that is not bundled');
  return [...imports, code, 'export { validate as validateReport };'].join('\n');
}

/** Has the bundle check reports with code that is ready. */
export const readyValidator: Plugin = {
  name: 'ready-validator',
  load: (id) => (MODULE.test(id.replaceAll('\\', '/')) ? { code: renderValidator(), moduleType: 'js' } : null),
};
