import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXAMPLE_PICTURES, exampleFile } from '../test/support/example-pictures.ts';
import { drawGolden, GOLDEN_PICTURES, goldenFile } from '../test/support/golden-pictures.ts';
import { connectClient } from './stdio-client.ts';

/**
 * `npx tsx scripts/make-goldens.ts`, after `npm run build`: draws the pictures of test/golden/ anew. Look at each of them before committing: from then on this is how they have to be.
 */

const folder = fileURLToPath(new URL('.', goldenFile(GOLDEN_PICTURES[0])));
mkdirSync(folder, { recursive: true });
const files = GOLDEN_PICTURES.map(picture => fileURLToPath(goldenFile(picture)));
const names = files.map(file => basename(file));
for (const name of readdirSync(folder)) {
  if (!names.includes(name)) rmSync(`${folder}${name}`);
}
let bytes = 0;
for (const [index, picture] of GOLDEN_PICTURES.entries()) {
  const png = drawGolden(picture);
  writeFileSync(files[index], png);
  bytes += png.length;
}
console.log(`${files.length} pictures, ${Math.round(bytes / 1000)} kB`);

mkdirSync(new URL('.', exampleFile(EXAMPLE_PICTURES[0])), { recursive: true });
const client = await connectClient();
for (const picture of EXAMPLE_PICTURES) {
  const { images } = await client.call('render_model', picture.args);
  writeFileSync(exampleFile(picture), images[0]);
}
await client.close();
console.log(`${EXAMPLE_PICTURES.length} pictures of the examples`);
