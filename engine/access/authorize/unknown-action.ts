import { type ActionCatalogue, actionParts, nearest, SLIP, scoredNames } from "../../../document/index.ts";

export interface UnknownAction {
  code: "unknown-action" | "unknown-service";
  value: string;
  nearest: string[];
}

/** An action that the table does not hold, with those that are most like it. */
export function unknownAction(action: string, actions: ActionCatalogue): UnknownAction {
  const { service, name } = actionParts(action);
  const names = actions.namesOf(service);
  if (names.length > 0) return { code: "unknown-action", value: action, nearest: nearest(name, names).map((one) => `${service.toLowerCase()}:${one}`) };
  // Names of services are short: any two are a slip apart.
  const services = scoredNames(service, actions.services).filter(({ score }) => score <= SLIP);
  return { code: "unknown-service", value: action, nearest: services.slice(0, 3).map(({ candidate }) => candidate) };
}
