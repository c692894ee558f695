/** engine/changes: what others need of it. */
export { type PlannedChange, type Prediction, type PredictOptions, predict } from "./predict.ts";
