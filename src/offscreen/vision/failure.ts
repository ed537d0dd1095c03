import type { Trouble } from '../../core/trouble.ts';

/** An expected failure on the way to a running engine; the worker turns it into a message. */
export class LoadFailure extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble, detail: string) {
    super(detail);
    this.trouble = trouble;
  }
}
