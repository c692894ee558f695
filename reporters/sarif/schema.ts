/** Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0 plus Errata 01". */
export const SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
