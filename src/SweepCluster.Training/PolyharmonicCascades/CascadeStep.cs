using System.Numerics;
using SweepCluster.Compute;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Training.Population;

namespace SweepCluster.Training.PolyharmonicCascades;

/// <summary>
/// One training step in its phases (arXiv 2512.17671): forward, backward, ΣΩ, the solve for B, the update of Y. It
/// is a Levenberg–Marquardt step on Y, solved in the space of the batch's rows.
/// </summary>
internal sealed class CascadeStep<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>A mean squared error above this will not come back: targets are of the order of 1.</summary>
    private const double RunawayLoss = 1e12;

    private readonly IOperations<T> _operations;
    private readonly CascadeModel<T> _model;
    private readonly DeviceArray<T>[] _bases;
    private readonly DeviceArray<T> _buffer;
    private readonly DeviceArray<T> _multiplierBuffer;
    private readonly DeviceArray<T> _ones;
    private readonly DeviceArray<T> _loss;
    private readonly DeviceArray<T> _traces;
    private readonly DeviceArray<T> _alphas;
    private readonly DeviceArray<T> _largest;
    private readonly DeviceArray<int> _failed;

    public CascadeStep(IDevice device, IOperations<T> operations, CascadeModel<T> model)
    {
        _operations = operations;
        _model = model;
        var shape = model.Shape;
        var (r, outputs) = (shape.Batch, shape.Outputs);
        _buffer = operations.Allocate<T>(1, 1, (int)CascadeCost.KernelElements(shape));
        _multiplierBuffer = operations.Allocate<T>(1, 1, (int)CascadeCost.MultiplierElements(shape));
        _ones = device.Share<T>(r, 1, Enumerable.Repeat(T.One, r).ToArray());
        _loss = operations.Allocate<T>(1, 1, 1);
        _traces = operations.Allocate<T>(outputs, 1, 1);
        _alphas = operations.Allocate<T>(outputs, 1, 1);
        _largest = operations.Allocate<T>(1, 1, 1);
        _failed = operations.Allocate<int>(outputs, 1, 1);
        TotalLoss = new MemberValues<double>(operations.Allocate<double>(1, 1, 1));
        Rules = operations.Allocate<T>(1, 1, 2);
        Residuals = operations.Allocate<T>(outputs, r, 1);
        Omega = operations.Allocate<T>(outputs, r, r);
        Activations = [.. shape.Layers.Select((_, layer) => Allocate(layer))];
        _bases = [.. Activations.Select(layer => layer.Basis)];
        Gradients = [.. shape.Layers.Select((layer, i) => i == shape.Layers.Length - 1 ? _ones : operations.Allocate<T>(outputs, r, layer.Width))];
        Multipliers = [.. shape.Layers.Select((layer, i) => i == 0 ? null : _multiplierBuffer.View(0, outputs, layer.Points, layer.Width))];
    }

    /// <summary>The absolute and relative part of α for each member: [population, 1, 1, 2].</summary>
    public DeviceArray<T> Rules { get; }

    public LayerActivations<T>[] Activations { get; }

    /// <summary>G_τ, the gradient at each layer's output; 1 at the last. Scaled by B after <see cref="Update"/>.</summary>
    public DeviceArray<T>[] Gradients { get; }

    /// <summary>Λ of each layer but the first, all in the same memory.</summary>
    public DeviceArray<T>?[] Multipliers { get; }

    /// <summary>2ΔL, and B once solved: [population, outputs, r, 1].</summary>
    public DeviceArray<T> Residuals { get; }

    /// <summary>ΣΩ, and its Cholesky factor once solved: [population, outputs, r, r].</summary>
    public DeviceArray<T> Omega { get; }

    /// <summary>Sum of the mean squared errors before each update: [population, 1, 1, 1].</summary>
    public MemberValues<double> TotalLoss { get; }

    /// <summary>The whole step; members that fail in it retire.</summary>
    /// <param name="x">[population, 1, r, features].</param>
    /// <param name="targets">[population, 1, r, columns].</param>
    public void Run(DeviceArray<T> x, DeviceArray<T> targets, long step)
    {
        _model.Forward(x, Activations);
        Compare(targets, step);
        Differentiate();
        SumOmega();
        Solve(step);
        Update(step);
    }

    public void Compare(DeviceArray<T> targets, long step)
    {
        _operations.CascadeResiduals(targets, Activations[^1].Output, Residuals, _loss, TotalLoss.Device);
        _operations.Watch(_loss, RunawayLoss, step, DivergenceSignal.Loss);
    }

    /// <summary>G_{τ−1} from G_τ, down to the first layer's output.</summary>
    public void Differentiate()
    {
        for (var layer = Activations.Length - 1; layer > 0; layer--)
        {
            DifferentiateLayer(layer);
        }
    }

    public void DifferentiateLayer(int layer)
    {
        var constellation = _model.Constellation(layer);
        constellation.Multipliers(_model.Values[layer], Multipliers[layer]!);
        _operations.Multiply(Gradients[layer], false, Multipliers[layer]!, true, Activations[layer].Kernel!);
        constellation.Gradient(Activations[layer - 1].Output, Activations[layer], Gradients[layer - 1]);
    }

    /// <summary>ΣΩ = Σ_τ (H Hᵀ) ∘ (G Gᵀ).</summary>
    public void SumOmega() => _operations.SumGramProducts(_bases, Gradients, Omega);

    /// <summary>(ΣΩ + αE) B = 2ΔL.</summary>
    public void Solve(long step)
    {
        _operations.Trace(Omega, _traces);
        _operations.CascadeRegulariser(Rules, _traces, _alphas);
        _operations.AddToDiagonal(Omega, _alphas);
        _operations.Cholesky(Omega, _failed);
        _operations.RetireSingular(_failed, step);
        _operations.SolveCholesky(Omega, Residuals);
    }

    /// <summary>Y_τ += ½ Hᵀ (G ∘ B 1ᵀ).</summary>
    public void Update(long step)
    {
        for (var layer = 0; layer < Activations.Length; layer++)
        {
            var weighted = Residuals;
            if (layer < Activations.Length - 1)
            {
                weighted = Gradients[layer];
                _operations.ScaleRows(weighted, Residuals);
            }

            _operations.Multiply(_bases[layer], true, weighted, false, _model.Values[layer], scale: 0.5, accumulate: true);
        }

        _operations.LargestParameter(_model.Parameters, _largest);
        _operations.Watch(_largest, double.MaxValue, step, DivergenceSignal.Parameter);
    }

    public void Dispose()
    {
        foreach (var layer in Activations)
        {
            layer.Basis.Dispose();
            layer.Output.Dispose();
            layer.Distances?.Dispose();
        }

        foreach (var array in Gradients.Append(_buffer).Append(_multiplierBuffer).Append(_loss).Append(_traces)
            .Append(_alphas).Append(_largest).Append(Rules).Append(Residuals).Append(Omega))
        {
            array.Dispose();
        }

        _failed.Dispose();
        TotalLoss.Dispose();
    }

    private LayerActivations<T> Allocate(int layer)
    {
        var shape = _model.Shape;
        var (bases, r, points) = (shape.BasesOf(layer), shape.Batch, shape.Layers[layer].Points);
        var random = shape.Constellation == ConstellationKind.Random;
        return new LayerActivations<T>(
            _operations.Allocate<T>(bases, r, points),
            _operations.Allocate<T>(shape.Outputs, r, shape.Layers[layer].Width),
            random ? _operations.Allocate<T>(bases, r, points) : null,
            random || layer > 0 ? _buffer.View(0, bases, r, points) : null);
    }
}
