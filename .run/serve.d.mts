export interface Served {
  readonly method: string;
  readonly url: string;
  readonly body: number;
  readonly status: number;
}
export function serve(options: {
  root: string;
  base?: string;
  port?: number;
}): Promise<{ url: string; requests: readonly Served[]; close(): Promise<void> }>;
