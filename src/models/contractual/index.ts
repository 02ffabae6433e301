export { type Bdw, bdwLikelihood, bdwLnSurvival, bdwSurvival, fitBdw } from "./bdw";
export * from "./compare";
export type { ContractualFit, ContractualId } from "./fit";
export { fitGeometric, type Geometric, geometricLogLikelihood } from "./geometric";
export * from "./guide";
export * from "./kaplanMeier";
export * from "./lifetime";
export * from "./logRank";
export * from "./retention";
export {
  fitSbg,
  type Sbg,
  sbgLikelihood,
  sbgLogLikelihood,
  sbgPosterior,
  sbgRetention,
  sbgSurvival,
} from "./sbg";
export * from "./tally";
