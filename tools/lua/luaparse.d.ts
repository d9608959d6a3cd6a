// The types of luaparse as far as they are used, because the package has none: a node's fields, whatever its kind.

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
    /** The first use of each global name. */
    readonly globals: Node[];
  }

  const parser: {
    /** @throws SyntaxError with `line` */
    parse(text: string, options: Readonly<Record<string, string | boolean>>): Chunk;
  };
  export default parser;
}
