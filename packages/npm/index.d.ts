/** How a server is started. */
export interface RuststackOptions {
  /** The program's own arguments, such as `["--auth", "verify"]`. */
  arguments?: string[];
  /** The program's path; by default this package's, or what RUSTSTACK_BIN names. */
  program?: string;
  /** The program's environment; by default this process's without its `AWS_…`. */
  environment?: Record<string, string | undefined>;
  /** How long it may take until it answers, in milliseconds. Default: 10,000. */
  startMs?: number;
}

/** A server's clock: one for all that it does by time. What was done to it lasts as long as the server. */
export interface Clock {
  now(): Promise<Date>;
  freeze(): Promise<Date>;
  resume(): Promise<Date>;
  advance(seconds: number): Promise<Date>;
}

/** A server that runs. */
export interface Ruststack {
  readonly port: number;
  /** What clients take as `endpoint`. */
  readonly url: string;
  readonly clock: Clock;
  /** What a client of AWS's SDK is made with: `new S3Client(server.options())`. */
  options(region?: string): {
    endpoint: string;
    region: string;
    credentials: { accessKeyId: string; secretAccessKey: string };
    forcePathStyle: boolean;
  };
  /** The variables that lead AWS's clients here. */
  environment(region?: string): Record<string, string>;
  /** Forgets the state of all services. */
  reset(): Promise<void>;
  checkpoint(name: string): Promise<void>;
  restore(name: string): Promise<void>;
  /** What DynamoDB has of AWS's scarcity from now on, such as `{ throttling: true }`; without members, what it has. */
  realism(members?: Record<string, unknown>): Promise<Record<string, unknown>>;
  /** The lines of its log: the last 10,000. */
  log(): string[];
  /** A request to one of the emulator's own paths. */
  ask(method: string, path: string, body?: unknown): Promise<Record<string, unknown>>;
  /** Stops the server in good order. */
  stop(): Promise<void>;
}

/** Starts a server on a free port, and resolves once it answers. It ends with this process, however that ends. */
export function createRuststack(options?: RuststackOptions): Promise<Ruststack>;

/** The path of the server's program. */
export function findProgram(): string;
