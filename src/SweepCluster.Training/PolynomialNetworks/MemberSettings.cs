using System.Numerics;
using SweepCluster.Compute;
using SweepCluster.Compute.Network;
using SweepCluster.Training.Population;

namespace SweepCluster.Training.PolynomialNetworks;

/// <summary>What differs between the members of a population, in device memory.</summary>
internal sealed class MemberSettings<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _terms;
    private readonly MemberValues<ulong> _keys;
    private readonly MemberValues<T> _dropout;
    private readonly MemberValues<T> _range;
    private readonly MemberValues<int> _termsInUse;
    private readonly MemberValues<T> _coefficients;
    private readonly MemberValues<int> _boundaryKind;
    private readonly MemberValues<T> _threshold;
    private readonly MemberValues<T> _boundaryWeight;
    private readonly MemberValues<int> _clipKind;
    private readonly MemberValues<T> _clipNorm;
    private readonly MemberValues<T> _learningRate;
    private readonly MemberValues<T> _weightDecay;
    private readonly MemberValues<T> _first;
    private readonly MemberValues<T> _second;
    private readonly MemberValues<T> _coefficientRate;
    private readonly DeviceArray<T> _noDecay;
    private readonly HashSet<int> _droppingOut = [];

    public MemberSettings(IOperations<T> operations, NetworkParameters<T> parameters, NetworkShape shape)
    {
        MemberValues<TElement> Values<TElement>(int columns = 1)
            where TElement : unmanaged, IEquatable<TElement> => new(operations.Allocate<TElement>(1, 1, columns));

        _terms = shape.Terms;
        _keys = Values<ulong>();
        _dropout = Values<T>();
        _range = Values<T>();
        _termsInUse = Values<int>();
        _coefficients = Values<T>(_terms);
        (_boundaryKind, _threshold, _boundaryWeight) = (Values<int>(), Values<T>(), Values<T>());
        (_clipKind, _clipNorm) = (Values<int>(), Values<T>());
        (_learningRate, _weightDecay, _first, _second) = (Values<T>(), Values<T>(), Values<T>(), Values<T>());
        (_coefficientRate, _noDecay) = (Values<T>(), operations.Allocate<T>(1, 1, 1));
        Boundary = new BoundaryLoss<T>(_boundaryKind.Device, _threshold.Device, _boundaryWeight.Device);
        Clipping = new GradientClipping<T>(_clipKind.Device, _clipNorm.Device);
        Rates = new OptimiserRates<T>(_learningRate.Device, _weightDecay.Device, _first.Device, _second.Device);
        CoefficientRates = Rates with { LearningRate = _coefficientRate.Device, WeightDecay = _noDecay };
        Activations = [.. parameters.Layers.Take(shape.Activations).Select(layer =>
            new PolynomialActivation<T>(shape.Basis, _range.Device, _termsInUse.Device, layer.Coefficients ?? _coefficients.Device))];
    }

    /// <summary>[population, 1, 1, 1].</summary>
    public DeviceArray<ulong> Keys => _keys.Device;

    public DeviceArray<T> Dropout => _dropout.Device;

    /// <summary>Whether <see cref="Dropout"/> is above 0 for any member, as last set.</summary>
    public bool AnyDropsOut => _droppingOut.Count > 0;

    /// <summary>One per layer; they differ only where coefficients are learnt.</summary>
    public IReadOnlyList<PolynomialActivation<T>> Activations { get; }

    public BoundaryLoss<T> Boundary { get; }

    public GradientClipping<T> Clipping { get; }

    public OptimiserRates<T> Rates { get; }

    /// <summary>The same for learnable coefficients: their own rate, and no decay, which would only straighten the activation.</summary>
    public OptimiserRates<T> CoefficientRates { get; }

    /// <summary>Sets everything of a member, for the next <see cref="Send"/>.</summary>
    public void Set(int member, PolynomialNetworkSettings settings, PolynomialFit fit, ulong key)
    {
        _keys.Set(member, key);
        Set(_dropout, member, settings.Dropout);
        _ = settings.Dropout > 0 ? _droppingOut.Add(member) : _droppingOut.Remove(member);
        Set(_range, member, settings.Range);
        _termsInUse.Set(member, fit.Coefficients.Length);
        var coefficients = new T[_terms];
        for (var k = 0; k < fit.Coefficients.Length; k++)
        {
            coefficients[k] = T.CreateChecked(fit.Coefficients[k]);
        }

        _coefficients.Set(member, coefficients);

        // A weight of 0 switches the loss off, so that what it would be cannot count as a divergence.
        _boundaryKind.Set(member, (int)(settings.Lambda == 0 ? BoundaryKind.Off : settings.Boundary));
        Set(_threshold, member, settings.Alpha * settings.Range);
        Set(_boundaryWeight, member, settings.Lambda);
        _clipKind.Set(member, (int)settings.Clip);
        Set(_clipNorm, member, settings.ClipNorm);
        Set(_weightDecay, member, settings.WeightDecay);
        Set(_first, member, settings.Optimizer == Optimizer.AdamW ? settings.Beta1 : settings.Momentum);
        Set(_second, member, settings.Beta2);
        SetRate(member, settings, settings.LearningRate);
    }

    /// <summary>Sets the learning rate of the steps after the next <see cref="Send"/>.</summary>
    public void SetRate(int member, PolynomialNetworkSettings settings, double rate)
    {
        Set(_learningRate, member, rate);
        Set(_coefficientRate, member, rate * settings.CoefficientRate);
    }

    /// <summary>Copies to the device what has changed of all members.</summary>
    public void Send()
    {
        _keys.Send();
        _termsInUse.Send();
        _boundaryKind.Send();
        _clipKind.Send();
        foreach (var values in Reals)
        {
            values.Send();
        }
    }

    public void Dispose()
    {
        _keys.Dispose();
        _termsInUse.Dispose();
        _boundaryKind.Dispose();
        _clipKind.Dispose();
        _noDecay.Dispose();
        foreach (var values in Reals)
        {
            values.Dispose();
        }
    }

    private MemberValues<T>[] Reals =>
        [_dropout, _range, _coefficients, _threshold, _boundaryWeight, _clipNorm, _learningRate, _weightDecay, _first, _second, _coefficientRate];

    private static void Set(MemberValues<T> values, int member, double value) => values.Set(member, T.CreateSaturating(value));
}
