import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportStore } from '../ports.ts';
import { cannotWrite } from './runner.ts';

/** Reports in `folder`. A report is written beside its place and moved there when it is whole: it is never half there. */
export function createReportStore(folder: string): ReportStore {
  return {
    async write(fileName, text) {
      const path = join(folder, fileName);
      const draft = join(folder, `.${fileName}.${randomUUID()}.tmp`);
      try {
        const file = await open(draft, 'wx');
        try {
          await file.writeFile(text);
          // On some file systems only this tells that the disk is full.
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true }).catch(() => {});
        throw cannotWrite(`the report ${path}`, error);
      }
      return path;
    },
  };
}
