import { SHARED_ISSUERS, type SharedIssuer } from "../../schemas/index.ts";
import { ANY, caselessGlob, glob, literal, ONE, type Pattern } from "./text/pattern.ts";
import type { KeyFacts } from "./values.ts";

/** An identity provider that all its customers share: whose tenant a token is of stands in its claims. */
interface SharedProvider {
  /** Claims, or whole keys, that say whose tenant it is. */
  tenancy: readonly string[];
  /** How subjects begin, where that is known. */
  starts?: readonly string[];
  /** The part of a subject that names the tenant, where it is not the first member with its name, as in `organization:example:`. */
  names?: RegExp;
}

const BY_SUBJECT: SharedProvider = { tenancy: ["sub"] };
const BY_AUDIENCE: SharedProvider = { tenancy: ["aud", "sub"] };

const GITHUB = "token.actions.githubusercontent.com";

/** Claims of GitHub that only the owner of a repository or enterprise has with a given value. */
const GITHUB_IDENTITIES = ["repository", "repository_id", "repository_owner", "repository_owner_id", "enterprise", "enterprise_id", "actor", "actor_id"];

/**
 * Claims of GitHub that are condition keys. Others that its tokens hold are in no request.
 * Source: IAM User Guide, "IAM and AWS STS condition context keys", available keys for AWS OIDC federation, GitHub.
 */
const GITHUB_KEYS = new Set([
  ...["actor", "actor_id", "amr", "aud", "email", "enterprise_id", "environment", "job_workflow_ref", "oaud"],
  ...["ref", "repository", "repository_id", "repository_owner_id", "sub", "workflow"],
]);

/** Claims that a subject of GitHub may begin with: the default is repo, others come with include_claim_keys. */
const GITHUB_STARTS = [
  ...["repo", ...GITHUB_IDENTITIES, "repository_visibility", "environment", "ref", "ref_type", "base_ref", "head_ref", "event_name", "job_workflow_ref"],
  ...["workflow", "workflow_ref", "run_id", "runner_environment", "sha"],
].map((claim) => `${claim}:`);

/**
 * Shared providers that differ from most, whose subjects say whose tenant a token is of. A claim that is left out anyone may have with any value.
 * Sources: IAM User Guide, "Identity-provider controls for shared OIDC providers" (the claims that each provider needs), and "Available keys for
 * AWS OIDC federation" (Amazon, Facebook, Google; GitHub's claims since January 2026); GitHub Docs, "OpenID Connect reference".
 */
const BY_ISSUER: Readonly<Partial<Record<SharedIssuer, SharedProvider>>> = {
  [GITHUB]: { tenancy: ["sub", ...GITHUB_IDENTITIES], starts: [...GITHUB_STARTS, "pull_request"] },
  "gitlab.com": { tenancy: ["sub"], starts: ["project_path:"] },
  "app.terraform.io": { tenancy: ["sub"], starts: ["organization:"] },
  "agent.buildkite.com": { tenancy: ["sub"], starts: ["organization:"] },
  "accounts.google.com": { tenancy: ["aud", "oaud", "sub", "email", "organization_number"] },
  "cognito-identity.amazonaws.com": BY_AUDIENCE,
  "www.amazon.com": { tenancy: ["app_id", "user_id"] },
  "graph.facebook.com": { tenancy: ["app_id", "id"] },
  // Pulumi Docs, "Configuring OpenID Connect for AWS": pulumi:deploy:org:…, pulumi:environments:org:…
  "api.pulumi.com/oidc": { ...BY_AUDIENCE, names: /^(pulumi:[a-z]+:(?:org|pulumi\.organization\.login):[^:*?]+:)/g },
  "oidc.vercel.com": BY_AUDIENCE,
  "sandboxes.cloud": BY_AUDIENCE,
  "sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d": { tenancy: ["sts:rolesessionname"] },
};

const SHARED: Readonly<Record<string, SharedProvider>> = Object.fromEntries(SHARED_ISSUERS.map((issuer) => [issuer, BY_ISSUER[issuer] ?? BY_SUBJECT]));

export const SHARED_PROVIDERS: readonly string[] = SHARED_ISSUERS;

/** Whether any whole value of a claim of a shared provider is one tenant's. A subject of GitHub need not name its owner. */
export const isOfTenant = (key: string): boolean =>
  Object.entries(SHARED).some(([provider, { tenancy }]) =>
    tenancy.some((claim) => (key === claim && claim.includes(":")) || (key === `${provider}:${claim}` && isOneTenant(provider, claim)(""))),
  );

/** The shared provider that a Federated principal names; null for one that belongs to one organization, and for SAML. */
export function sharedProvider(principal: string): string | null {
  const issuer = (/:oidc-provider\/(.+)$/.exec(principal)?.[1] ?? principal).toLowerCase();
  return Object.hasOwn(SHARED, issuer) ? issuer : null;
}

/** What is known of a key in requests with tokens of tenants that the policy does not name. Null for keys that are no claims of the provider. */
export function claimFacts(provider: string, key: string, texts: readonly string[]): KeyFacts | null {
  const { tenancy, starts } = SHARED[provider] ?? BY_SUBJECT;
  if (tenancy.includes(key)) return { presence: "always", except: (literals) => literals.map(literal) };
  if (!key.startsWith(`${provider}:`)) return null;
  const claim = key.slice(provider.length + 1);
  const isOptional = claim.startsWith("enterprise") || claim === "environment" || (provider === GITHUB && !GITHUB_KEYS.has(claim));
  const presence = isOptional ? "sometimes" : "always";
  const several = claim === "amr";
  if (!tenancy.includes(claim)) return { presence, several };
  return {
    presence,
    ...(claim === "sub" && starts ? { forms: starts.flatMap((start): Pattern[] => [literal(start), [...literal(start), ONE, ANY]]) } : {}),
    except: (literals) => [...literals.filter(isOneTenant(provider, claim)).map(literal), ...texts.flatMap((text) => namedIn(provider, claim, text))],
  };
}

/** Whether a whole value is of one tenant: of GitHub's subjects only those that hold a claim of identity are. */
const isOneTenant =
  (provider: string, claim: string) =>
  (text: string): boolean =>
    provider !== GITHUB || claim !== "sub" || namedIn(provider, claim, text).length > 0;

/**
 * Texts that only a tenant which is spelled out in a value of the policy can have. Names of owners on GitHub are unique whatever their case, and have no `@`,
 * which sets an owner's id apart in immutable subjects: `repo:owner@1/name@2:…`. A branch may have `@`, so an id says nothing where the owner is a wildcard.
 */
function namedIn(provider: string, claim: string, text: string): Pattern[] {
  if (claim === "repository") return [...text.matchAll(/^([^/*?]+)\//g)].map(([, owner]) => caselessGlob(`${owner}/*`));
  if (claim !== "sub") return [];
  if (provider !== GITHUB) {
    const names = SHARED[provider]?.names ?? /^([a-z_]+:[^:/*?]+[:/])/g;
    return [...text.matchAll(names)].map(([, start]) => glob(`${start}*`));
  }
  const owners = [...text.matchAll(/(?:^|:)((?:repo|repository):(?:[^:/*?@]+@|[^:/*?]+\/))/gi)].flatMap(([, start]) => [
    caselessGlob(`${start}*`),
    caselessGlob(`*:${start}*`),
  ]);
  const identities = [...text.matchAll(/(?:^|:)((?:repository|enterprise|actor)(?:_owner)?(?:_id)?:[^:*?]+)(?=:|$)/gi)].flatMap(([, identity]) =>
    ["", "*:"].flatMap((before) => ["", ":*"].map((after) => caselessGlob(`${before}${identity}${after}`))),
  );
  return [...owners, ...identities];
}
