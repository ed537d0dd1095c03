/** A participant's identity as the call page gives it: site + the page's own id. Never from a face. */
export type ParticipantId = string & { readonly __brand: 'ParticipantId' };

/** One watched stretch of one call in one tab. */
export type SessionId = string & { readonly __brand: 'SessionId' };

/** Milliseconds since the Unix epoch. */
export type Millis = number & { readonly __brand: 'Millis' };

export const participantId = (text: string): ParticipantId => text as ParticipantId;
export const sessionId = (text: string): SessionId => text as SessionId;
export const millis = (value: number): Millis => value as Millis;
