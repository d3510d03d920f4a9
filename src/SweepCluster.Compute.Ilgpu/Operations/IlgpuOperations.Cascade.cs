using ILGPU.Runtime;
using SweepCluster.Compute.Ilgpu.Kernels;
using SweepCluster.Compute.Ilgpu.Kernels.Cascade;
using SweepCluster.Compute.Ilgpu.Kernels.Network;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Compute.Ilgpu;

internal sealed partial class IlgpuOperations<T, R, S>
{
    public void CascadeResiduals(
        DeviceArray<T> targets,
        DeviceArray<T> predictions,
        DeviceArray<T> residuals,
        DeviceArray<T> loss,
        DeviceArray<double> total) =>
        Launch(_kernels.Cascade.Residuals, 1, new ResidualArguments<T>
        {
            Targets = Operand(targets),
            TargetColumns = targets.Columns,
            Predictions = Operand(predictions),
            Residuals = Operand(residuals),
            Loss = Operand(loss),
            Totals = Operand(total),
            Labels = _members.Flags,
            Outputs = predictions.Matrices,
            Rows = predictions.Rows,
        });

    public void CascadeRegulariser(DeviceArray<T> rules, DeviceArray<T> traces, DeviceArray<T> alphas) =>
        Launch(_kernels.Cascade.Regulariser, 1, new RegulariserArguments<T>
        {
            Rules = Operand(rules),
            Traces = Operand(traces),
            Alphas = Operand(alphas),
            Outputs = alphas.Matrices,
        });

    public void ScaleRows(DeviceArray<T> rows, DeviceArray<T> factors)
    {
        if (factors.Rows != rows.Rows || factors.Columns != 1)
        {
            throw new ArgumentException($"Factors {factors} do not fit the rows of {rows}.", nameof(factors));
        }

        var parts = PartsOf((long)rows.Rows * rows.Columns);
        Launch(_kernels.Cascade.ScaleRows, (long)rows.Matrices * parts, new ScaleRowsArguments<T>
        {
            Values = Operand(rows),
            Factors = Operand(factors),
            Matrices = rows.Matrices,
            Rows = rows.Rows,
            Columns = rows.Columns,
            Parts = parts,
        });
    }

    public void LargestParameter(DeviceArray<T> values, DeviceArray<T> largest) =>
        Launch(_kernels.Network.LargestMagnitude, 1, new LargestArguments<T> { Values = Operand(values), Largest = Operand(largest), Length = values.Length, Parts = 1 });

    public void RetireSingular(DeviceArray<int> failed, long step)
    {
        LaunchPerThread(_kernels.Cascade.RetireSingular, new SingularArguments
        {
            Retirements = _members.Retirements,
            Failed = Operand(failed),
            Matrices = failed.Matrices,
            Step = step,
            Signal = (int)DivergenceSignal.Factorisation,
            Slots = _members.Slots,
        });
        _members.Changed();
    }

    public void ScoreCascade(DeviceArray<T> predictions, DeviceArray<T> targets, DeviceArray<int> labels, DeviceArray<double> sums) =>
        Launch(_kernels.Cascade.Score, 1, new ResidualArguments<T>
        {
            Targets = Operand(targets),
            TargetColumns = targets.Columns,
            Predictions = Operand(predictions),
            Residuals = Operand(predictions),
            Loss = Operand(predictions),
            Totals = Operand(sums),
            Labels = Operand(labels),
            Outputs = predictions.Matrices,
            Rows = predictions.Rows,
        });

    internal sealed class CascadeKernels(Accelerator accelerator)
    {
        public Kernel<OctahedronArguments<T>> Basis { get; } = new(accelerator, OctahedronKernels.Basis<T, R, S>);

        public Kernel<OctahedronArguments<T>> Multipliers { get; } = new(accelerator, OctahedronKernels.Multipliers<T, S>);

        public Kernel<OctahedronArguments<T>> OctahedronGradient { get; } = new(accelerator, OctahedronKernels.Gradient<T, R, S>);

        public Kernel<ConstellationArguments<T>> Distances { get; } = new(accelerator, ConstellationKernels.Distances<T, S>);

        public Kernel<ConstellationArguments<T>> Values { get; } = new(accelerator, ConstellationKernels.Values<T, R, S>);

        public Kernel<ConstellationArguments<T>> Gradient { get; } = new(accelerator, ConstellationKernels.Gradient<T, R, S>);

        public Kernel<ResidualArguments<T>> Residuals { get; } = new(accelerator, CascadeStepKernels.Residuals<T, R, S>);

        public Kernel<ResidualArguments<T>> Score { get; } = new(accelerator, CascadeStepKernels.Score<T, R, S>);

        public Kernel<RegulariserArguments<T>> Regulariser { get; } = new(accelerator, CascadeStepKernels.Regulariser<T, S>);

        public Kernel<ScaleRowsArguments<T>> ScaleRows { get; } = new(accelerator, CascadeStepKernels.ScaleRows<T, S>);

        public Kernel<SingularArguments> RetireSingular { get; } = new(accelerator, MemberKernels.RetireSingular);
    }
}
