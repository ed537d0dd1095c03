import { ByteBuffer } from 'flatbuffers';

/** A table of any FlatBuffer, read by the places of its fields in the schema. */
export class FlatTable {
  readonly #buffer: ByteBuffer;
  readonly #at: number;

  constructor(buffer: ByteBuffer, at: number) {
    this.#buffer = buffer;
    this.#at = at;
  }

  /** Root table of a whole file. */
  static root(bytes: Uint8Array): FlatTable {
    const buffer = new ByteBuffer(bytes);
    return new FlatTable(buffer, buffer.readInt32(0));
  }

  #place(field: number): number {
    const offset = this.#buffer.__offset(this.#at, 4 + 2 * field);
    return offset === 0 ? 0 : this.#at + offset;
  }

  uint32(field: number): number {
    const place = this.#place(field);
    return place === 0 ? 0 : this.#buffer.readUint32(place);
  }

  int8(field: number): number {
    const place = this.#place(field);
    return place === 0 ? 0 : this.#buffer.readInt8(place);
  }

  text(field: number): string | null {
    const place = this.#place(field);
    return place === 0 ? null : String(this.#buffer.__string(place));
  }

  table(field: number): FlatTable {
    const place = this.#place(field);
    if (place === 0) throw new Error(`no field ${field}`);
    return new FlatTable(this.#buffer, this.#buffer.__indirect(place));
  }

  tables(field: number): FlatTable[] {
    return this.#elements(field).map((element) => new FlatTable(this.#buffer, this.#buffer.__indirect(element)));
  }

  floats(field: number): number[] {
    return this.#elements(field).map((element) => this.#buffer.readFloat32(element));
  }

  /** A vector of bytes; its own copy of nothing: a view into the file. */
  bytes(field: number): Uint8Array {
    const place = this.#place(field);
    if (place === 0) return new Uint8Array();
    const start = this.#buffer.__vector(place);
    return this.#buffer.bytes().subarray(start, start + this.#buffer.__vector_len(place));
  }

  #elements(field: number): number[] {
    const place = this.#place(field);
    if (place === 0) return [];
    const start = this.#buffer.__vector(place);
    return Array.from({ length: this.#buffer.__vector_len(place) }, (_, i) => start + 4 * i);
  }
}
