// Writes a `.br` and a `.gz` beside every text file of `dist`, at the highest quality: the server only chooses.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const folder = fileURLToPath(new URL('../dist/', import.meta.url));
const text = /\.(js|mjs|css|svg|json|webmanifest|txt)$/;

for (const name of (await readdir(folder, { recursive: true })).filter((file) => text.test(file) && !file.startsWith('.'))) {
  const path = join(folder, name);
  const content = await readFile(path);
  const small = await promisify(brotliCompress)(content, {
    params: { [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  });
  const gz = await promisify(gzip)(content, { level: 9 });
  await writeFile(`${path}.br`, small);
  await writeFile(`${path}.gz`, gz);
  console.log(`${name}: ${content.length} octets, br ${small.length}, gz ${gz.length}`);
}
