using SweepCluster.Compute.Ilgpu.Kernels.Network;
using SweepCluster.Compute.Network;

namespace SweepCluster.Compute.Ilgpu;

internal sealed partial class IlgpuOperations<T, R, S>
{
    public void ClipFactors(
        GradientClipping<T> clipping,
        DeviceArray<T> weights,
        DeviceArray<T> batchNorm,
        DeviceArray<T> norm,
        DeviceArray<T> weightFactor,
        DeviceArray<T> batchNormFactor) =>
        Launch(_kernels.Network.Clip, 1, new ClipArguments<T>
        {
            Kind = Operand(clipping.Kind),
            Largest = Operand(clipping.Norm),
            Weights = Operand(weights),
            WeightCount = weights.Length,
            BatchNorm = Operand(batchNorm),
            BatchNormCount = batchNorm.Length,
            Norm = Operand(norm),
            WeightFactor = Operand(weightFactor),
            BatchNormFactor = Operand(batchNormFactor),
        });

    public void AdamWStep(
        OptimiserRates<T> rates,
        long step,
        DeviceArray<T> parameters,
        DeviceArray<T> gradients,
        DeviceArray<T> firstMoment,
        DeviceArray<T> secondMoment,
        DeviceArray<T> factor,
        DeviceArray<T> check)
    {
        var parts = PartsOf(parameters.Length);
        Launch(_kernels.Network.AdamW, parts, StepOf(rates, parameters, gradients, factor, check, parts) with
        {
            FirstMoment = Operand(firstMoment),
            SecondMoment = Operand(secondMoment),
            Steps = step + 1,
        });
    }

    public void SgdStep(
        OptimiserRates<T> rates,
        DeviceArray<T> parameters,
        DeviceArray<T> gradients,
        DeviceArray<T> velocity,
        DeviceArray<T> factor,
        DeviceArray<T> check)
    {
        var parts = PartsOf(parameters.Length);
        Launch(_kernels.Network.Sgd, parts, StepOf(rates, parameters, gradients, factor, check, parts) with { FirstMoment = Operand(velocity) });
    }

    private static StepArguments<T> StepOf(
        OptimiserRates<T> rates, DeviceArray<T> parameters, DeviceArray<T> gradients, DeviceArray<T> factor, DeviceArray<T> check, int parts) => new()
        {
            LearningRate = Operand(rates.LearningRate),
            WeightDecay = Operand(rates.WeightDecay),
            First = Operand(rates.First),
            Second = Operand(rates.Second),
            Parameters = Operand(parameters),
            Gradients = Operand(gradients),
            FirstMoment = Operand(gradients),
            SecondMoment = Operand(gradients),
            Factor = Operand(factor),
            Check = Operand(check),
            Length = parameters.Length,
            Parts = parts,
        };
}
