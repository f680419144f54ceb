import { tagsSchemaUrl } from './schema-url.ts';
import schema from './tags.schema.json' with { type: 'json' };

/**
 * The JSON Schema of tags files (draft-07, the newest that the YAML and JSON support of editors shares) as it is
 * published, with its address as `$id`. The build writes it to `dist/tags.schema.json`.
 */
export function renderTagsSchema(): string {
  const { $schema, ...rest } = schema;
  return `${JSON.stringify({ $schema, $id: tagsSchemaUrl, ...rest }, null, 2)}\n`;
}
