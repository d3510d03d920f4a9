using ILGPU.Runtime;
using SweepCluster.Compute.Ilgpu.Kernels;
using SweepCluster.Compute.Ilgpu.Kernels.Batches;
using SweepCluster.Compute.Ilgpu.Kernels.Network;
using SweepCluster.Compute.Network;

namespace SweepCluster.Compute.Ilgpu;

internal sealed partial class IlgpuOperations<T, R, S>
{
    public void Clear<TElement>(DeviceArray<TElement> values)
        where TElement : unmanaged
    {
        var parts = PartsOf(values.Length);
        Launch(_kernels.Over<ClearArguments<TElement>>(MemberKernels.Clear<TElement, S>), parts, new ClearArguments<TElement> { Values = Operand(values), Length = values.Length, Parts = parts });
    }

    public void BatchNormForward(BatchNorm<T> norm, DeviceArray<T> values, DeviceArray<T> output) =>
        Launch(_kernels.Network.BatchNormForward, ColumnGroups(values.Columns), Normalisation(norm, values) with { Output = Operand(output) });

    public void BatchNormBackward(
        BatchNorm<T> norm,
        DeviceArray<T> normalised,
        DeviceArray<T> gradient,
        DeviceArray<T> scaleGradient,
        DeviceArray<T> shiftGradient) =>
        Launch(_kernels.Network.BatchNormBackward, ColumnGroups(gradient.Columns), Normalisation(norm, normalised) with
        {
            Output = Operand(gradient),
            ScaleGradient = Operand(scaleGradient),
            ShiftGradient = Operand(shiftGradient),
        });

    public void BatchNormInference(BatchNorm<T> norm, DeviceArray<T> values) =>
        Launch(_kernels.Network.BatchNormInference, ColumnGroups(values.Columns), Normalisation(norm, values));

    public void ColumnSums(DeviceArray<T> values, DeviceArray<T> sums)
    {
        var (from, to) = (Operand(values), Operand(sums));
        Launch(_kernels.Network.ColumnSums, ColumnGroups(values.Columns), new BatchNormArguments<T>
        {
            Values = from,
            Output = to,
            Scale = to,
            Shift = to,
            RunningMean = to,
            RunningVariance = to,
            InverseDeviation = to,
            ScaleGradient = to,
            ShiftGradient = to,
            Rows = values.Rows,
            Columns = values.Columns,
        });
    }

    public void SoftmaxCrossEntropy(
        DeviceArray<T> logits,
        DeviceArray<int> labels,
        DeviceArray<T>? gradient,
        DeviceArray<T> loss,
        DeviceArray<int> correct)
    {
        if (labels.Length != logits.Rows)
        {
            throw new ArgumentException($"Labels {labels} do not fit logits {logits}.", nameof(labels));
        }

        Launch(_kernels.Network.Loss, 1, new LossArguments<T>
        {
            Logits = Operand(logits),
            Labels = Operand(labels),
            Gradient = Operand(gradient ?? logits),
            HasGradient = gradient is null ? 0 : 1,
            Loss = Operand(loss),
            Correct = Operand(correct),
            Rows = logits.Rows,
            Classes = logits.Columns,
        });
    }

    public void Dropout(DeviceArray<ulong> keys, DeviceArray<T> rate, long step, int layer, DeviceArray<T> values)
    {
        var parts = PartsOf(values.Length);
        Launch(_kernels.Network.Dropout, parts, new DropoutArguments<T>
        {
            Keys = Operand(keys),
            Rate = Operand(rate),
            Values = Operand(values),
            Step = (uint)step,
            Layer = (uint)layer,
            Length = values.Length,
            Parts = parts,
        });
    }

    public void Accumulate(DeviceArray<T> values, DeviceArray<double> sums, double weight = 1)
    {
        var parts = PartsOf(values.Length);
        Launch(_kernels.Network.Accumulate, parts, new AccumulateArguments<T> { Values = Operand(values), Sums = Operand(sums), Weight = weight, Length = values.Length, Parts = parts });
    }

    public void AccumulateLargest(DeviceArray<T> values, DeviceArray<T> largest)
    {
        var parts = PartsOf(values.Length);
        Launch(_kernels.Network.AccumulateLargest, parts, new LargestArguments<T> { Values = Operand(values), Largest = Operand(largest), Length = values.Length, Parts = parts });
    }

    public void CountFlags(DeviceArray<int> flags, int rows, DeviceArray<int> count) =>
        Launch(_kernels.Network.CountFlags, 1, new FlagArguments { Flags = Operand(flags), Count = Operand(count), Rows = rows });

    public void BatchIndices(DeviceArray<ulong> keys, int epoch, int first, int rows, DeviceArray<int> indices)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)first + indices.Columns, rows, nameof(first));
        var parts = PartsOf(indices.Columns);
        Launch(_kernels.Network.BatchIndices, parts, new IndexArguments
        {
            Keys = Operand(keys),
            Indices = Operand(indices),
            Epoch = (uint)epoch,
            First = first,
            Rows = (uint)rows,
            Radix = (uint)Math.Ceiling(Math.Sqrt(rows)),
            Count = indices.Columns,
            Parts = parts,
        });
    }

    public void GatherRows<TElement>(DeviceArray<TElement> source, DeviceArray<int> indices, DeviceArray<TElement> destination)
        where TElement : unmanaged
    {
        if (source.Columns != destination.Columns || indices.Columns != destination.Rows)
        {
            throw new ArgumentException($"Rows {indices} of {source} do not fit {destination}.", nameof(destination));
        }

        var parts = PartsOf(destination.Length);
        Launch(_kernels.Over<GatherArguments<TElement>>(BatchKernels.Gather<TElement, S>), parts, new GatherArguments<TElement>
        {
            Source = Operand(source),
            Indices = Operand(indices),
            Destination = Operand(destination),
            Rows = destination.Rows,
            Columns = destination.Columns,
            Parts = parts,
        });
    }

    private static int ColumnGroups(int columns) => (columns + S.Edge - 1) / S.Edge;

    // Arrays that a pass does not use are named too, because kernels take no null.
    private static BatchNormArguments<T> Normalisation(BatchNorm<T> norm, DeviceArray<T> values) => new()
    {
        Values = Operand(values),
        Output = Operand(values),
        Scale = Operand(norm.Scale),
        Shift = Operand(norm.Shift),
        RunningMean = Operand(norm.RunningMean),
        RunningVariance = Operand(norm.RunningVariance),
        InverseDeviation = Operand(norm.InverseDeviation),
        ScaleGradient = Operand(norm.Scale),
        ShiftGradient = Operand(norm.Shift),
        Rows = values.Rows,
        Columns = values.Columns,
    };

    internal sealed class NetworkKernels(Accelerator accelerator)
    {
        public Kernel<WatchArguments<T>> Watch { get; } = new(accelerator, MemberKernels.Watch<T, R>);

        public Kernel<BatchNormArguments<T>> BatchNormForward { get; } = new(accelerator, BatchNormKernels.Forward<T, R, S>);

        public Kernel<BatchNormArguments<T>> BatchNormBackward { get; } = new(accelerator, BatchNormKernels.Backward<T, R, S>);

        public Kernel<BatchNormArguments<T>> BatchNormInference { get; } = new(accelerator, BatchNormKernels.Inference<T, R, S>);

        public Kernel<BatchNormArguments<T>> ColumnSums { get; } = new(accelerator, BatchNormKernels.ColumnSums<T, S>);

        public Kernel<ActivationArguments<T>> Activate { get; } = new(accelerator, ActivationKernels.Forward<T, R, S>);

        public Kernel<ActivationBackwardArguments<T>> ActivateBackward { get; } = new(accelerator, ActivationKernels.Backward<T, R, S>);

        public Kernel<NormalisedActivationArguments<T>> NormaliseAndActivate { get; } = new(accelerator, NormalisedActivationKernels.Forward<T, R, S>);

        public Kernel<NormalisedActivationBackwardArguments<T>> NormaliseAndActivateBackward { get; } = new(accelerator, NormalisedActivationKernels.Backward<T, R, S>);

        public Kernel<CoefficientArguments<T>> Coefficients { get; } = new(accelerator, ActivationKernels.Coefficients<T, R, S>);

        public Kernel<ExactActivationArguments<T>> ActivateExactly { get; } = new(accelerator, ExactActivationKernel.Run<T, R, S>);

        public Kernel<LossArguments<T>> Loss { get; } = new(accelerator, LossKernel.Run<T, R, S>);

        public Kernel<ClipArguments<T>> Clip { get; } = new(accelerator, OptimiserKernels.Clip<T, R, S>);

        public Kernel<StepArguments<T>> AdamW { get; } = new(accelerator, OptimiserKernels.AdamW<T, R, S>);

        public Kernel<StepArguments<T>> Sgd { get; } = new(accelerator, OptimiserKernels.Sgd<T, R, S>);

        public Kernel<AccumulateArguments<T>> Accumulate { get; } = new(accelerator, StatisticsKernels.Accumulate<T, R, S>);

        public Kernel<LargestArguments<T>> AccumulateLargest { get; } = new(accelerator, StatisticsKernels.AccumulateLargest<T, S>);

        public Kernel<LargestArguments<T>> LargestMagnitude { get; } = new(accelerator, StatisticsKernels.LargestMagnitude<T, R, S>);

        public Kernel<FlagArguments> CountFlags { get; } = new(accelerator, StatisticsKernels.CountFlags<S>);

        public Kernel<DropoutArguments<T>> Dropout { get; } = new(accelerator, DropoutKernel.Run<T, R, S>);

        public Kernel<IndexArguments> BatchIndices { get; } = new(accelerator, BatchKernels.Indices<S>);
    }
}
