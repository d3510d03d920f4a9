using System.Numerics;

namespace SweepCluster.Training.PolynomialNetworks.Export;

/// <summary>Gathers one member's logits and activation inputs, batch by batch.</summary>
internal sealed class TestRecording(int activations)
{
    /// <summary>[samples so far, classes] row-major.</summary>
    public List<double> Logits { get; } = [];

    /// <summary>For each activation, each sample's largest |x|/B.</summary>
    public IReadOnlyList<List<double>> Ranges { get; } = [.. Enumerable.Range(0, activations).Select(_ => new List<double>())];

    /// <summary>Adds what inference has left in the buffers: the inputs of each activation, and the logits.</summary>
    /// <param name="range">B.</param>
    public void Add<T>(NetworkBuffers<T> buffers, int member, double range)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (var i = 0; i < activations; i++)
        {
            var (inputs, columns) = (buffers.Layers[i].Linear.OfMember(member), buffers.Layers[i].Linear.Columns);
            Ranges[i].AddRange(Enumerable.Range(0, buffers.Rows).Select(row => Largest(inputs.AsSpan(row * columns, columns)) / range));
        }

        Logits.AddRange(buffers.Layers[^1].Linear.OfMember(member));
    }

    // Math.Max keeps a value that is not a number.
    private static double Largest(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        foreach (var value in values)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        return largest;
    }
}
