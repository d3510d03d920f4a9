using SweepCluster.Compute.Ilgpu.Kernels.Network;
using SweepCluster.Compute.Network;

namespace SweepCluster.Compute.Ilgpu;

internal sealed partial class IlgpuOperations<T, R, S>
{
    public void Activate(
        PolynomialActivation<T> activation,
        BoundaryLoss<T> boundary,
        DeviceArray<T> input,
        DeviceArray<T> output,
        DeviceArray<T>? slope,
        DeviceArray<T> boundaryLoss,
        DeviceArray<T> range,
        DeviceArray<int>? escaped = null) =>
        Launch(_kernels.Network.Activate, 1, new ActivationArguments<T>
        {
            Polynomial = PolynomialOf(activation, boundary, boundaryLoss, range),
            Input = Operand(input),
            Output = Operand(output),
            Slope = Operand(slope ?? output),
            HasSlope = slope is null ? 0 : 1,
            Escaped = Operand(escaped ?? boundary.Kind),
            HasEscaped = escaped is null ? 0 : 1,
            Length = input.Length,
            Columns = input.Columns,
        });

    public void BatchNormActivate(
        BatchNorm<T> norm,
        PolynomialActivation<T> activation,
        BoundaryLoss<T> boundary,
        DeviceArray<T> values,
        DeviceArray<T> input,
        DeviceArray<T> output,
        DeviceArray<T> slope,
        DeviceArray<T> boundaryLoss,
        DeviceArray<T> range) =>
        Launch(_kernels.Network.NormaliseAndActivate, 1, new NormalisedActivationArguments<T>
        {
            Norm = Normalisation(norm, values) with { Output = Operand(input) },
            Polynomial = PolynomialOf(activation, boundary, boundaryLoss, range),
            Output = Operand(output),
            Slope = Operand(slope),
        });

    public void ActivateExactly(ActivationFunction function, DeviceArray<T> input, DeviceArray<T> output, DeviceArray<T>? slope)
    {
        var parts = PartsOf(input.Length);
        Launch(_kernels.Network.ActivateExactly, parts, new ExactActivationArguments<T>
        {
            Function = (int)function,
            Input = Operand(input),
            Output = Operand(output),
            Slope = Operand(slope ?? output),
            HasSlope = slope is null ? 0 : 1,
            Length = input.Length,
            Parts = parts,
        });
    }

    public void ActivateBackward(BoundaryLoss<T>? boundary, DeviceArray<T> input, DeviceArray<T> slope, DeviceArray<T> gradient)
    {
        var parts = PartsOf(input.Length);
        Launch(_kernels.Network.ActivateBackward, parts, new ActivationBackwardArguments<T>
        {
            Boundary = BoundaryOf(boundary, input),
            Input = Operand(input),
            Slope = Operand(slope),
            Gradient = Operand(gradient),
            Length = input.Length,
            Parts = parts,
        });
    }

    public void BatchNormActivateBackward(
        BatchNorm<T> norm,
        BoundaryLoss<T>? boundary,
        DeviceArray<T> normalised,
        DeviceArray<T> input,
        DeviceArray<T> slope,
        DeviceArray<T> gradient,
        DeviceArray<T> scaleGradient,
        DeviceArray<T> shiftGradient) =>
        Launch(_kernels.Network.NormaliseAndActivateBackward, ColumnGroups(gradient.Columns), new NormalisedActivationBackwardArguments<T>
        {
            Norm = Normalisation(norm, normalised) with
            {
                Output = Operand(gradient),
                ScaleGradient = Operand(scaleGradient),
                ShiftGradient = Operand(shiftGradient),
            },
            Boundary = BoundaryOf(boundary, input),
            Input = Operand(input),
            Slope = Operand(slope),
        });

    public void CoefficientGradients(PolynomialActivation<T> activation, DeviceArray<T> input, DeviceArray<T> upstream, DeviceArray<T> gradient) =>
        Launch(_kernels.Network.Coefficients, gradient.Columns, new CoefficientArguments<T>
        {
            Basis = (int)activation.Basis,
            Range = Operand(activation.Range),
            Terms = Operand(activation.Terms),
            Input = Operand(input),
            Upstream = Operand(upstream),
            Gradient = Operand(gradient),
            Length = input.Length,
            MostTerms = gradient.Columns,
        });

    private static PolynomialArguments<T> PolynomialOf(PolynomialActivation<T> activation, BoundaryLoss<T> boundary, DeviceArray<T> loss, DeviceArray<T> range) => new()
    {
        Basis = (int)activation.Basis,
        Range = Operand(activation.Range),
        Terms = Operand(activation.Terms),
        Coefficients = Operand(activation.Coefficients),
        BoundaryKind = Operand(boundary.Kind),
        Threshold = Operand(boundary.Threshold),
        Loss = Operand(loss),
        Reached = Operand(range),
    };

    // Without a boundary nothing is read from it, but kernels take no null: any flags and any values will do.
    private BoundaryArguments<T> BoundaryOf(BoundaryLoss<T>? boundary, DeviceArray<T> input) => new()
    {
        Kind = boundary is null ? _members.Flags : Operand(boundary.Kind),
        Threshold = Operand(boundary?.Threshold ?? input),
        Weight = Operand(boundary?.Weight ?? input),
        IsThere = boundary is null ? 0 : 1,
    };
}
