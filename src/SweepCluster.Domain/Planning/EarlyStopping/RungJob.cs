namespace SweepCluster.Domain.Planning.EarlyStopping;

/// <summary>What a trainer is asked to do: to train a trial, or go on with it from its last rung, up to a step.</summary>
/// <param name="Trial">The trial's number.</param>
/// <param name="Rung">Counted from 0.</param>
/// <param name="UntilStep">The step of that rung, at which the score is to be told.</param>
public readonly record struct RungJob(int Trial, int Rung, int UntilStep);
