/** A failure that the user can mend: one sentence on stderr, no stack. Everything else that is thrown is a bug. */
export class Refusal extends Error {
  override name = 'Refusal';
}

/** Runs a command: its rejection ends the process with status 1. */
export function runCommand(main: () => Promise<void>): void {
  main().catch((error: unknown) => {
    console.error(error instanceof Refusal ? error.message : error);
    process.exitCode = 1;
  });
}
