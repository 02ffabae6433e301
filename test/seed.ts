import fc from "fast-check";

// The same cases on every run, so that a red test is the change's doing; TENURE_SEED looks elsewhere.
fc.configureGlobal({ seed: Number(process.env["TENURE_SEED"] ?? 20261122) });
