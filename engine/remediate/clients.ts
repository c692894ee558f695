import type { ReadyStep } from "./plan.ts";
import { type Service, splitCall } from "./services.ts";

/** One SDK client of a script. */
export interface ScriptClient {
  variable: string;
  service: Service;
  region: string | null;
}

/** The clients that the steps need: one per service and region, in order of first use. */
export function clientsOf(steps: readonly ReadyStep[]): ScriptClient[] {
  const clients: ScriptClient[] = [];
  for (const step of steps) {
    const service = splitCall(step.call)?.service;
    if (!service || clients.some((client) => client.service === service && client.region === step.region)) continue;
    const same = clients.filter((client) => client.service.cli === service.cli).length;
    clients.push({ variable: same === 0 ? service.cli : `${service.cli}${same + 1}`, service, region: step.region });
  }
  return clients;
}

/** The client of one step. */
export function clientOf(clients: readonly ScriptClient[], step: ReadyStep): ScriptClient | undefined {
  const service = splitCall(step.call)?.service;
  return clients.find((client) => client.service === service && client.region === step.region);
}
