import type { Clock } from './clock';
import type { Answer, JsonObject } from './message';
import type { Random } from './random';
import { refuse, serverIsBusy } from './refusal';
import type { Refusal } from './refusal';

/** What an operation holds while it runs: a server, or a cluster. */
export interface OperationHolder {
  readonly id: string;
  readonly name: string;
  readonly subscriptionId: string;
  /** What its state reads meanwhile. */
  transientState?: string | undefined;
}

/** A change that takes time. Its effect is there only once it has succeeded. */
export interface Work {
  readonly server: OperationHolder;
  /** The name in the first answer, such as UpsertServerManagementOperationV2. */
  readonly name: string;
  readonly location: string;
  /** What the server's state reads meanwhile. */
  readonly transientState?: string;
  /** Makes the change when the time has come, or says why the operation fails. */
  apply(): Refusal | undefined;
  /** What the operation's result address answers once it has succeeded. */
  result(): Answer;
}

/** How an operation is made to go wrong. */
export type OperationFault = { readonly ends: 'never' } | { readonly ends: 'failed'; readonly because: Refusal };

/** Where a request came in; links in the answer lead back there. */
export interface Origin {
  readonly origin: string;
  readonly apiVersion: string;
}

/** The operations that were started, and the lock that each holds on its server. */
export interface Operations {
  /** Answers 202 with the addresses to poll, or 409 while another operation holds the server. */
  start(work: Work, from: Origin, fault?: OperationFault): Answer;
  /** Completes everything that is due. Called before every request, so that abandoned operations end, too. */
  settle(): void;
  /** Answers a poll of Azure-AsyncOperation. */
  status(id: string, query: URLSearchParams): Answer;
  /** Answers a poll of Location. */
  result(id: string, query: URLSearchParams): Answer;
}

interface Operation {
  readonly id: string;
  readonly work: Work;
  readonly startTime: string;
  readonly due: number;
  readonly links: Readonly<Record<string, string>>;
  readonly signature: string | undefined;
  readonly fault: OperationFault | undefined;
  status: 'InProgress' | 'Succeeded' | 'Failed';
  error?: Refusal;
}

const notFound = refuse({ status: 404, code: 'ResourceNotFound', message: 'The requested operation was not found, or its address was not sent back whole.' });

/** Makes an empty list of operations; each takes `operationMs` milliseconds of the clock. */
export function createOperations(clock: Clock, random: Random, operationMs: number): Operations {
  const operations = new Map<string, Operation>();
  /** By the id of what is held, in lower case. */
  const running = new Map<string, Operation>();
  const keyOf = ({ server }: Work): string => server.id.toLowerCase();
  // Since 2025 the addresses carry a certificate of some 2.9 KB: a client that cuts or logs them is found out here.
  const certificate = Array.from({ length: 2900 }, () => random.integer(0, 35).toString(36)).join('');

  const find = (id: string, query: URLSearchParams): Operation | undefined => {
    const operation = operations.get(id.toLowerCase());
    return operation?.signature === undefined || query.get('s') === operation.signature ? operation : undefined;
  };

  return {
    start(work, { origin, apiVersion }, fault) {
      if (running.has(keyOf(work))) return refuse(serverIsBusy(work.server.name));
      const id = random.guid();
      const startTime = new Date(clock.now()).toISOString();
      const signed = apiVersion >= '2025';
      const signature = signed ? random.guid().replaceAll('-', '') : undefined;
      const query = signature === undefined ? '' : `&t=${clock.now()}&c=${certificate}&s=${signature}&h=${random.integer(0, 999999)}`;
      const link = (kind: string): string =>
        `${origin}/subscriptions/${work.server.subscriptionId}/providers/Microsoft.DBforPostgreSQL/locations/${encodeURIComponent(work.location)}/${kind}/${id}?api-version=${apiVersion}${query}`;
      const operation: Operation = {
        id,
        work,
        startTime,
        due: clock.now() + operationMs,
        links: { 'azure-asyncoperation': link('azureAsyncOperation'), location: link('operationResults') },
        signature,
        fault,
        status: 'InProgress',
      };
      operations.set(id, operation);
      running.set(keyOf(work), operation);
      work.server.transientState = work.transientState;
      return { status: 202, headers: operation.links, body: { operation: work.name, startTime } };
    },

    settle() {
      for (const operation of running.values()) {
        const { work, fault } = operation;
        if (fault?.ends === 'never' || clock.now() < operation.due) continue;
        running.delete(keyOf(work));
        work.server.transientState = undefined;
        const error = fault?.because ?? work.apply();
        operation.status = error ? 'Failed' : 'Succeeded';
        if (error) operation.error = error;
      }
    },

    status(id, query) {
      const operation = find(id, query);
      if (!operation) return notFound;
      const { status, startTime, error } = operation;
      const body: JsonObject = { name: operation.id, status, startTime };
      if (error) body.error = { code: error.code, message: error.message };
      return { status: 200, body };
    },

    result(id, query) {
      const operation = find(id, query);
      if (!operation) return notFound;
      if (operation.error) return refuse(operation.error);
      return operation.status === 'InProgress' ? { status: 202, headers: operation.links } : operation.work.result();
    },
  };
}
