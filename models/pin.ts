import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { currentPins } from './emit-files.ts';

// After a deliberate change of a model or a dependency: writes the new checksums.
const pins = currentPins();
writeFileSync(fileURLToPath(new URL('./pinned-files.json', import.meta.url)), `${JSON.stringify(pins, null, 2)}\n`);
for (const [name, pin] of Object.entries(pins)) console.log(`${pin.sha256}  ${name} (${pin.bytes} bytes)`);
