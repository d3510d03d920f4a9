using System.Numerics;
using SweepCluster.Compute.Ilgpu.Arithmetic;
using SweepCluster.Compute.Ilgpu.Kernels;
using SweepCluster.Compute.Tests.Conformance;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.PolynomialNetworks;
using SweepCluster.Training.Population;
using SweepCluster.Training.Tests.PolynomialNetworks;

namespace SweepCluster.Compute.Ilgpu.Tests;

/// <summary>Kernels that one training step of a polynomial network with two hidden layers starts, whatever its population.</summary>
public class StepLaunchTests
{
    // 3 for the batch, 5 forward, 1 for the loss, 8 back, 3 for clipping and optimiser, 4 to watch, 3 for statistics.
    private const int Fewest = 27;

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void A_step_is_27_launches(int population) => Assert.Equal(Fewest, LaunchesOfAStep(population, Settings.With()));

    [Fact]
    public void Dropout_adds_one_for_each_hidden_layer_and_direction() =>
        Assert.Equal(Fewest + 4, LaunchesOfAStep(2, Settings.With(("dropout", ParameterValue.Real(0.1)))));

    [Fact]
    public void Learnable_coefficients_add_their_gradients_and_their_own_optimiser_step() =>
        Assert.Equal(Fewest + 3, LaunchesOfAStep(2, Settings.With(("coefficients", ParameterValue.Choice("learnable")))));

    [Fact]
    public void An_activation_before_batch_norm_is_apart_from_it_and_leaves_biases_a_gradient() =>
        Assert.Equal(Fewest + 6, LaunchesOfAStep(2, Settings.With(("order", ParameterValue.Choice("activation-bn")))));

    // Both runs end in the same pass over the data, and so evaluate alike: what is between them is one step.
    private static long LaunchesOfAStep(int population, ParameterSet parameters) => Launches(population, parameters, steps: 2) - Launches(population, parameters, steps: 1);

    private static long Launches(int population, ParameterSet parameters, long steps)
    {
        using var device = new CountedDevice(TestDevices.Open(IlgpuDevices.Debugger));
        using var datasets = new ResidentDatasets(device, Settings.Clouds(train: 128, held: 20));
        using var network = new PolynomialNetworkProgram().Open(device, parameters, datasets, new Budget(null, Steps: steps), population, threads: 1);

        var traces = network.Train([.. Enumerable.Range(0, population).Select(member => new TrainingTask(parameters, (ulong)member))], null, CancellationToken.None);

        Assert.All(traces, trace => Assert.Equal((steps, null), (trace.Steps, trace.Divergence)));
        return device.Launches;
    }

    private sealed class CountedDevice(IDevice device) : IDevice
    {
        private IlgpuOperations<float, Single32, NarrowGroup>? _operations;

        public long Launches => _operations!.Launches;

        public DeviceDescription Description => device.Description;

        public DevicePlan PlanFor(MemberCost cost, int members) => device.PlanFor(cost, members);

        public IOperations<T> Open<T>(int population, int threads = 1)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var operations = device.Open<T>(population, threads);
            _operations = (IlgpuOperations<float, Single32, NarrowGroup>)(object)operations;
            return operations;
        }

        public DeviceArray<T> Share<T>(int rows, int columns, ReadOnlySpan<T> values)
            where T : unmanaged => device.Share(rows, columns, values);

        public void Dispose() => device.Dispose();
    }
}
