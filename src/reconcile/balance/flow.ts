// The largest flow through a small network, by Dinic's algorithm. Capacities are whole numbers and may be large.
// It knows nodes and edges and nothing of what they stand for.

interface Edge {
  readonly to: number;
  /** How much more the edge can take. */
  left: number;
  /** The index of the opposite edge, which takes flow back. */
  readonly back: number;
}

export class FlowNetwork {
  readonly #edges: Edge[] = [];
  readonly #outgoing: number[][] = [];
  #levels: number[] = [];
  #next: number[] = [];

  addNode(): number {
    return this.#outgoing.push([]) - 1;
  }

  /** @returns the edge, for `flowOf` and `widen` */
  addEdge(from: number, to: number, capacity: number): number {
    const edge = this.#edges.length;
    this.#edges.push({ to, left: capacity, back: edge + 1 }, { to: from, left: 0, back: edge });
    this.#outgoing[from]?.push(edge);
    this.#outgoing[to]?.push(edge + 1);
    return edge;
  }

  widen(edge: number, capacity: number): void {
    this.#edge(edge).left += capacity;
  }

  flowOf(edge: number): number {
    return this.#edge(edge + 1).left;
  }

  /** Adds to the flow until no more fits. It never reduces what leaves the source or enters the sink already. */
  augment(source: number, sink: number): void {
    while (this.#reaches(source, sink)) {
      this.#next = this.#outgoing.map(() => 0);
      while (this.#push(source, sink, Number.MAX_SAFE_INTEGER) > 0);
    }
  }

  #reaches(source: number, sink: number): boolean {
    this.#levels = this.#outgoing.map(() => -1);
    this.#levels[source] = 0;
    const queue = [source];
    for (const node of queue) {
      for (const index of this.#outgoing[node] ?? []) {
        const { to, left } = this.#edge(index);
        if (left === 0 || this.#levels[to] !== -1) continue;
        this.#levels[to] = this.#level(node) + 1;
        queue.push(to);
      }
    }
    return this.#level(sink) !== -1;
  }

  /** The recursion is at most as deep as the network has levels, a few for each slot. */
  #push(node: number, sink: number, most: number): number {
    if (node === sink) return most;
    const outgoing = this.#outgoing[node] ?? [];
    for (let at = this.#next[node] ?? 0; at < outgoing.length; at += 1) {
      this.#next[node] = at;
      const edge = this.#edge(outgoing[at] ?? 0);
      if (edge.left === 0 || this.#level(edge.to) !== this.#level(node) + 1) continue;
      const pushed = this.#push(edge.to, sink, Math.min(most, edge.left));
      if (pushed === 0) continue;
      edge.left -= pushed;
      this.#edge(edge.back).left += pushed;
      return pushed;
    }
    this.#next[node] = outgoing.length;
    return 0;
  }

  #level(node: number): number {
    return this.#levels[node] ?? -1;
  }

  #edge(index: number): Edge {
    const edge = this.#edges[index];
    if (edge === undefined) throw new RangeError(`no edge ${index}`);
    return edge;
  }
}
