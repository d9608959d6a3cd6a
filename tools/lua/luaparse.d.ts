// What is used of luaparse, which brings no types: a node's fields, whatever its kind.

declare module 'luaparse' {
  export interface Node {
    readonly type: string;
    readonly name?: string;
    readonly isLocal?: boolean;
    readonly value?: number | null;
    readonly base?: Node;
    readonly index?: Node;
    readonly arguments?: Node[];
    readonly variables?: Node[];
    readonly init?: Node[];
    readonly loc: { readonly start: { readonly line: number; readonly column: number } };
  }

  export interface Chunk {
    readonly body: Node[];
    /** Where each name that is no local one is found first. */
    readonly globals: Node[];
  }

  const parser: {
    /** @throws SyntaxError with `line` */
    parse(text: string, options: Readonly<Record<string, string | boolean>>): Chunk;
  };
  export default parser;
}
