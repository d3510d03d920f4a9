namespace SweepCluster.Compute.Network;

/// <summary>The optimiser's settings of each member; every array is [population, 1, 1, 1].</summary>
/// <param name="LearningRate">Of the coming step, after its schedule.</param>
/// <param name="WeightDecay">Decoupled from the gradient, with either optimiser.</param>
/// <param name="First">β₁ of AdamW, or SGD's momentum.</param>
/// <param name="Second">β₂ of AdamW; not read by SGD.</param>
public sealed record OptimiserRates<T>(
    DeviceArray<T> LearningRate,
    DeviceArray<T> WeightDecay,
    DeviceArray<T> First,
    DeviceArray<T> Second)
    where T : unmanaged;
