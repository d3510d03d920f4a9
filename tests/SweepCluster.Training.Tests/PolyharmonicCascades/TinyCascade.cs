using SweepCluster.Compute;
using SweepCluster.Compute.Cpu;
using SweepCluster.Domain.Randomness;
using SweepCluster.Training.PolyharmonicCascades;

namespace SweepCluster.Training.Tests.PolyharmonicCascades;

/// <summary>One float64 cascade with its training step, small enough to differentiate by differences.</summary>
internal sealed class TinyCascade : IDisposable
{
    private readonly CpuDevice _device = new(cores: 1);

    public TinyCascade(ConstellationKind constellation, int features, int[] hidden, int outputs, int rows, double alpha = 0.3)
    {
        Settings = new PolyharmonicCascadeSettings
        {
            Hidden = [.. hidden],
            Constellation = constellation,
            ConstellationSize = 9,
            B = 5,
            C = 400,
            Sigma2 = constellation == ConstellationKind.Random ? 1e-3 : 0,
            Alpha = alpha,
            AlphaRule = AlphaRule.Absolute,
            Batch = rows,
            Precision = CascadePrecision.Float64,
        };
        Shape = CascadeShape.Of(Settings, features, outputs);
        Operations = _device.Open<double>(1);
        Model = new CascadeModel<double>(Operations, Shape);
        Step = new CascadeStep<double>(_device, Operations, Model);
        Input = Operations.Allocate<double>(1, rows, features);
        Targets = Operations.Allocate<double>(1, rows, outputs);
        Assert.True(Model.Initialise(0, Settings, key: 1));
        Step.Rules.Upload(0, [alpha, 0]);
        Parameters = Uniform((int)Shape.Parameters, stream: 1, scale: 0.7);
        Input.Upload(0, Uniform(Input.Length, stream: 2, scale: 0.5));
        Targets.Upload(0, Uniform(Targets.Length, stream: 3, scale: 1));
    }

    public PolyharmonicCascadeSettings Settings { get; }

    public CascadeShape Shape { get; }

    public IOperations<double> Operations { get; }

    public CascadeModel<double> Model { get; }

    public CascadeStep<double> Step { get; }

    public DeviceArray<double> Input { get; }

    public DeviceArray<double> Targets { get; }

    /// <summary>Every Y, copied to and from the device.</summary>
    public double[] Parameters
    {
        get => Download(Model.Parameters);
        set => Model.Parameters.Upload(0, value);
    }

    /// <summary>X_q for all outputs and rows.</summary>
    public double[] Predict()
    {
        Model.Forward(Input, Step.Activations);
        return Download(Step.Activations[^1].Output);
    }

    /// <summary>X_q from a given output of a layer onwards.</summary>
    public double[] PredictFrom(int layer, double[] output)
    {
        Step.Activations[layer].Output.Upload(0, output);
        for (var next = layer + 1; next < Shape.Layers.Length; next++)
        {
            Model.Constellation(next).Basis(Step.Activations[next - 1].Output, Step.Activations[next]);
            Operations.Multiply(Step.Activations[next].Basis, false, Model.Values[next], false, Step.Activations[next].Output);
        }

        return Download(Step.Activations[^1].Output);
    }

    public static double[] Download(DeviceArray<double> array)
    {
        var values = new double[array.Length];
        array.Download(0, values);
        return values;
    }

    public void Dispose()
    {
        Input.Dispose();
        Targets.Dispose();
        Step.Dispose();
        Model.Dispose();
        Operations.Dispose();
        _device.Dispose();
    }

    private static double[] Uniform(int count, uint stream, double scale)
    {
        var random = new RandomStream(3, RandomPurpose.Dataset, stream);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextUniform(-scale, scale))];
    }
}
