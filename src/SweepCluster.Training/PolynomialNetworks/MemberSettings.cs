using System.Numerics;
using SweepCluster.Compute;
using SweepCluster.Compute.Network;

namespace SweepCluster.Training.PolynomialNetworks;

/// <summary>What differs between the members of a population, in device memory.</summary>
internal sealed class MemberSettings<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _terms;
    private readonly DeviceArray<T> _range;
    private readonly DeviceArray<int> _termsInUse;
    private readonly DeviceArray<T> _coefficients;
    private readonly HashSet<int> _droppingOut = [];
    private readonly List<IDisposable> _owned = [];

    public MemberSettings(IOperations<T> operations, NetworkParameters<T> parameters, NetworkShape shape)
    {
        _terms = shape.Terms;
        Keys = Own(operations.Allocate<ulong>(1, 1, 1));
        Dropout = Scalar(operations);
        _range = Scalar(operations);
        _termsInUse = Own(operations.Allocate<int>(1, 1, 1));
        _coefficients = Own(operations.Allocate<T>(1, 1, _terms));
        Boundary = new BoundaryLoss<T>(Own(operations.Allocate<int>(1, 1, 1)), Scalar(operations), Scalar(operations));
        Clipping = new GradientClipping<T>(Own(operations.Allocate<int>(1, 1, 1)), Scalar(operations));
        Rates = new OptimiserRates<T>(Scalar(operations), Scalar(operations), Scalar(operations), Scalar(operations));
        CoefficientRates = Rates with { LearningRate = Scalar(operations), WeightDecay = Scalar(operations) };
        Activations = [.. parameters.Layers.Take(shape.Activations).Select(layer =>
            new PolynomialActivation<T>(shape.Basis, _range, _termsInUse, layer.Coefficients ?? _coefficients))];
    }

    /// <summary>[population, 1, 1, 1].</summary>
    public DeviceArray<ulong> Keys { get; }

    public DeviceArray<T> Dropout { get; }

    /// <summary>Whether <see cref="Dropout"/> is above 0 for any member that was uploaded last.</summary>
    public bool AnyDropsOut => _droppingOut.Count > 0;

    /// <summary>One per layer; they differ only where coefficients are learnt.</summary>
    public IReadOnlyList<PolynomialActivation<T>> Activations { get; }

    public BoundaryLoss<T> Boundary { get; }

    public GradientClipping<T> Clipping { get; }

    public OptimiserRates<T> Rates { get; }

    /// <summary>The same for learnable coefficients: their own rate, and no decay, which would only straighten the activation.</summary>
    public OptimiserRates<T> CoefficientRates { get; }

    public void Upload(int member, PolynomialNetworkSettings settings, PolynomialFit fit, ulong key)
    {
        Keys.Upload(member, [key]);
        Put(Dropout, member, settings.Dropout);
        _ = settings.Dropout > 0 ? _droppingOut.Add(member) : _droppingOut.Remove(member);
        Put(_range, member, settings.Range);
        _termsInUse.Upload(member, [fit.Coefficients.Length]);
        var coefficients = new T[_terms];
        for (var k = 0; k < fit.Coefficients.Length; k++)
        {
            coefficients[k] = T.CreateChecked(fit.Coefficients[k]);
        }

        _coefficients.Upload(member, coefficients);

        // A weight of 0 switches the loss off, so that what it would be cannot count as a divergence.
        Boundary.Kind.Upload(member, [(int)(settings.Lambda == 0 ? BoundaryKind.Off : settings.Boundary)]);
        Put(Boundary.Threshold, member, settings.Alpha * settings.Range);
        Put(Boundary.Weight, member, settings.Lambda);
        Clipping.Kind.Upload(member, [(int)settings.Clip]);
        Put(Clipping.Norm, member, settings.ClipNorm);
        Put(Rates.WeightDecay, member, settings.WeightDecay);
        Put(Rates.First, member, settings.Optimizer == Optimizer.AdamW ? settings.Beta1 : settings.Momentum);
        Put(Rates.Second, member, settings.Beta2);
        Put(CoefficientRates.WeightDecay, member, 0);
        SetRate(member, settings, settings.LearningRate);
    }

    /// <summary>Sets the learning rate of the coming steps.</summary>
    public void SetRate(int member, PolynomialNetworkSettings settings, double rate)
    {
        Put(Rates.LearningRate, member, rate);
        Put(CoefficientRates.LearningRate, member, rate * settings.CoefficientRate);
    }

    public void Dispose() => _owned.ForEach(array => array.Dispose());

    private static void Put(DeviceArray<T> array, int member, double value) => array.Upload(member, [T.CreateSaturating(value)]);

    private DeviceArray<T> Scalar(IOperations<T> operations) => Own(operations.Allocate<T>(1, 1, 1));

    private DeviceArray<TElement> Own<TElement>(DeviceArray<TElement> array)
        where TElement : unmanaged
    {
        _owned.Add(array);
        return array;
    }
}
