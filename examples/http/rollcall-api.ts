// The types of Rollcall's HTTP interface, made of its OpenAPI document; a test holds the two together.

export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
};
export type Batch = { readonly batch: string; readonly state: string; readonly reason?: string };
export interface Operations {
  createList: {
    readonly query: { readonly name: string };
    readonly body: Uint8Array | string;
    result: { readonly list: string };
  };
  checkList: { readonly params: { readonly list: string }; result: { readonly calls?: number } };
  createBatch: {
    readonly headers: { readonly 'idempotency-key': string };
    readonly json: object;
    result: Batch;
  };
  getBatch: { readonly params: { readonly batch: string }; result: Batch };
  getBatchFile: { readonly params: { readonly batch: string; readonly name: string }; result: Response };
}
export const OPERATIONS = {
  createList: { method: 'POST', path: '/lists' },
  checkList: { method: 'GET', path: '/lists/{list}/check' },
  createBatch: { method: 'POST', path: '/batches' },
  getBatch: { method: 'GET', path: '/batches/{batch}' },
  getBatchFile: { method: 'GET', path: '/batches/{batch}/files/{name}' },
} as const;
