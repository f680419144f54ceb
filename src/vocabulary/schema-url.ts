import { PROJECT, VERSION } from '../project.ts';

/** Where the JSON Schema of tags files is published: the copy in `dist/` that belongs to this major version. */
export const tagsSchemaUrl = `https://raw.githubusercontent.com/${PROJECT}/v${VERSION.split('.')[0]}/dist/tags.schema.json`;
