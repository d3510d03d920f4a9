using System.Numerics;
using SweepCluster.Compute;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Training.PolynomialNetworks;

/// <summary>
/// A population of networks of one shape: its arrays, one training step, and inference. Allocates nothing after
/// construction.
/// </summary>
internal sealed class PolynomialNetwork<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // No training comes back from a mean loss of this size.
    private const double RunawayLoss = 1e12;

    private readonly IOperations<T> _operations;
    private readonly NetworkShape _shape;
    private readonly bool _isExact;
    private readonly bool _normalisesFirst;
    private readonly DeviceArray<T> _weightFactor;
    private readonly DeviceArray<T> _normFactor;
    private readonly DeviceArray<T> _check;
    private readonly DeviceArray<T> _prefixGradients;
    private readonly DeviceArray<T> _normGradients;
    private readonly ParameterRange<T>[] _ranges;

    public PolynomialNetwork(IOperations<T> operations, NetworkShape shape)
    {
        _operations = operations;
        _shape = shape;
        _isExact = shape.Settings.IsExact;
        _normalisesFirst = shape.Settings.Order == LayerOrder.BatchNormActivation;
        Parameters = new NetworkParameters<T>(operations, shape);
        Members = new MemberSettings<T>(operations, Parameters, shape);
        Training = new PassStatistics<T>(operations, shape.Activations);
        _weightFactor = operations.Allocate<T>(1, 1, 1);
        _normFactor = operations.Allocate<T>(1, 1, 1);
        _check = operations.Allocate<T>(1, 1, 1);
        var norms = shape.Length - shape.BatchNormAt;
        _prefixGradients = Parameters.Gradients.View(0, 1, 1, shape.BatchNormAt);
        _normGradients = Parameters.Gradients.View(shape.BatchNormAt, 1, 1, norms);
        _ranges =
        [
            new(Parameters, 0, shape.CoefficientsAt, Members.Rates, _weightFactor),
            new(Parameters, shape.CoefficientsAt, shape.BatchNormAt, Members.CoefficientRates, _weightFactor),
            new(Parameters, shape.BatchNormAt, shape.Length, Members.Rates, _normFactor),
        ];
        _ranges = [.. _ranges.Where(range => range.Values.Length > 0)];
    }

    public NetworkParameters<T> Parameters { get; }

    public MemberSettings<T> Members { get; }

    /// <summary>Measured by <see cref="Step"/>.</summary>
    public PassStatistics<T> Training { get; }

    /// <summary>Forgets everything about the last trials but their parameters.</summary>
    public void Reset()
    {
        _operations.Clear(Parameters.Gradients);
        _operations.Clear(Parameters.First);
        _operations.Clear(Parameters.Second);
        _operations.Clear(_check);
        Training.Clear();
    }

    /// <summary>One optimiser step of every living member; those that diverge are retired on the way.</summary>
    /// <param name="input">[population, 1, rows, features].</param>
    /// <param name="labels">[population, 1, rows, 1].</param>
    /// <param name="buffers">For exactly these rows.</param>
    public void Step(DeviceArray<T> input, DeviceArray<int> labels, NetworkBuffers<T> buffers, long step)
    {
        Forward(input, buffers, step);
        var output = buffers.Layers[^1];
        _operations.SoftmaxCrossEntropy(output.Linear, labels, output.Gradient, Training.Loss, Training.Correct);
        _operations.Watch(Training.Loss, RunawayLoss, step, DivergenceSignal.Loss);
        if (_shape.Activations > 0)
        {
            _operations.Watch(Training.Boundary, RunawayLoss, step, DivergenceSignal.BoundaryLoss, layer: 0);
        }

        if (_operations.AnyAlive)
        {
            Backward(input, buffers, step);
            _operations.ClipFactors(Members.Clipping, _prefixGradients, _normGradients, Training.Norm, _weightFactor, _normFactor);
            _operations.Watch(Training.Norm, double.MaxValue, step, DivergenceSignal.GradientNorm);
            Optimise(step);
            _operations.Watch(_check, double.MaxValue, step, DivergenceSignal.Parameter);
            Training.AddLosses(input.Rows);
            _operations.AccumulateLargest(Training.Norm, Training.LargestNorm);
        }
    }

    /// <summary>Logits by the running statistics and without dropout, into the last layer's buffer.</summary>
    /// <param name="input">[population or 1, 1, rows, features].</param>
    /// <param name="statistics">Where ranges, boundary losses and escapes are measured.</param>
    public void Infer(DeviceArray<T> input, NetworkBuffers<T> buffers, PassStatistics<T> statistics)
    {
        for (var i = 0; i < _shape.Activations; i++)
        {
            var (layer, buffer) = (Parameters.Layers[i], buffers.Layers[i]);
            _operations.Multiply(input, false, layer.Weight, false, buffer.Linear, bias: layer.Bias);
            if (layer.Norm is not null && _normalisesFirst)
            {
                _operations.BatchNormInference(layer.Norm, buffer.Linear);
            }

            Activate(i, buffer.Linear, buffer.Output, null, statistics, buffers.Escaped);
            if (layer.Norm is not null && !_normalisesFirst)
            {
                _operations.BatchNormInference(layer.Norm, buffer.Output);
            }

            input = buffer.Output;
        }

        _operations.Multiply(input, false, Parameters.Layers[^1].Weight, false, buffers.Layers[^1].Linear, bias: Parameters.Layers[^1].Bias);
    }

    public void Dispose()
    {
        Parameters.Dispose();
        Members.Dispose();
        Training.Dispose();
        _weightFactor.Dispose();
        _normFactor.Dispose();
        _check.Dispose();
    }

    private void Forward(DeviceArray<T> input, NetworkBuffers<T> buffers, long step)
    {
        for (var i = 0; i < _shape.Activations; i++)
        {
            var (layer, buffer) = (Parameters.Layers[i], buffers.Layers[i]);
            _operations.Multiply(input, false, layer.Weight, false, buffer.Linear, bias: layer.Bias);
            if (layer.Norm is null)
            {
                Activate(i, buffer.Linear, buffer.Output, buffer.Slope, Training, null);
            }
            else if (_normalisesFirst && _isExact)
            {
                _operations.BatchNormForward(layer.Norm, buffer.Linear, buffer.Middle);
                _operations.ActivateExactly(_shape.Settings.Activation, buffer.Middle, buffer.Output, buffer.Slope);
            }
            else if (_normalisesFirst)
            {
                _operations.BatchNormActivate(
                    layer.Norm, Members.Activations[i], Members.Boundary, buffer.Linear, buffer.Middle, buffer.Output, buffer.Slope, Training.LayerBoundary[i], Training.Range);
            }
            else
            {
                Activate(i, buffer.Linear, buffer.Middle, buffer.Slope, Training, null);
                _operations.BatchNormForward(layer.Norm, buffer.Middle, buffer.Output);
            }

            DropOut(i, buffer.Output, step);
            input = buffer.Output;
        }

        _operations.Multiply(input, false, Parameters.Layers[^1].Weight, false, buffers.Layers[^1].Linear, bias: Parameters.Layers[^1].Bias);
    }

    private void Backward(DeviceArray<T> input, NetworkBuffers<T> buffers, long step)
    {
        for (var i = _shape.Activations; i >= 0; i--)
        {
            var (layer, buffer) = (Parameters.Layers[i], buffers.Layers[i]);
            if (i < _shape.Activations)
            {
                DropOut(i, buffer.Gradient, step);
                BackwardThroughActivation(i, layer, buffer);
            }

            var below = i == 0 ? input : buffers.Layers[i - 1].Output;
            _operations.Multiply(below, true, buffer.Gradient, false, layer.WeightGradient);

            // Batch norm subtracts whatever the bias before it adds: that gradient is 0, and is left so rather than
            // computed as rounding noise, which AdamW would blow up to full steps.
            if (layer.Norm is null || !_normalisesFirst)
            {
                _operations.ColumnSums(buffer.Gradient, layer.BiasGradient);
            }

            if (i > 0)
            {
                _operations.Multiply(buffer.Gradient, false, layer.Weight, true, buffers.Layers[i - 1].Gradient);
            }
        }
    }

    private void BackwardThroughActivation(int index, LayerParameters<T> layer, LayerBuffers<T> buffer)
    {
        if (layer.Norm is not null && !_normalisesFirst)
        {
            _operations.BatchNormBackward(layer.Norm, buffer.Middle, buffer.Gradient, layer.ScaleGradient!, layer.ShiftGradient!);
        }

        var input = layer.Norm is not null && _normalisesFirst ? buffer.Middle : buffer.Linear;
        if (layer.CoefficientGradient is not null)
        {
            _operations.CoefficientGradients(Members.Activations[index], input, buffer.Gradient, layer.CoefficientGradient);
        }

        var boundary = _isExact ? null : Members.Boundary;
        if (layer.Norm is not null && _normalisesFirst)
        {
            _operations.BatchNormActivateBackward(layer.Norm, boundary, buffer.Linear, input, buffer.Slope, buffer.Gradient, layer.ScaleGradient!, layer.ShiftGradient!);
        }
        else
        {
            _operations.ActivateBackward(boundary, input, buffer.Slope, buffer.Gradient);
        }
    }

    private void DropOut(int layer, DeviceArray<T> values, long step)
    {
        if (Members.AnyDropsOut)
        {
            _operations.Dropout(Members.Keys, Members.Dropout, step, layer, values);
        }
    }

    private void Activate(
        int index,
        DeviceArray<T> input,
        DeviceArray<T> output,
        DeviceArray<T>? slope,
        PassStatistics<T> statistics,
        DeviceArray<int>? escaped)
    {
        if (_isExact)
        {
            _operations.ActivateExactly(_shape.Settings.Activation, input, output, slope);
        }
        else
        {
            _operations.Activate(Members.Activations[index], Members.Boundary, input, output, slope, statistics.LayerBoundary[index], statistics.Range, escaped);
        }
    }

    private void Optimise(long step)
    {
        foreach (var range in _ranges)
        {
            if (_shape.Settings.Optimizer == Optimizer.AdamW)
            {
                _operations.AdamWStep(range.Rates, step, range.Values, range.Gradients, range.First, range.Second, range.Factor, _check);
            }
            else
            {
                _operations.SgdStep(range.Rates, range.Values, range.Gradients, range.First, range.Factor, _check);
            }
        }
    }
}
