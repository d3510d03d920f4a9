using System.Numerics;
using SweepCluster.Compute;
using SweepCluster.Domain.Randomness;

namespace SweepCluster.Training.PolyharmonicCascades;

/// <summary>The cascades of a population: constellations, values Y, and the forward pass X_τ = H Y_τ.</summary>
internal sealed class CascadeModel<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly IOperations<T> _operations;
    private readonly CascadeConstellation<T>[] _constellations;
    private readonly T[] _initial;

    public CascadeModel(IOperations<T> operations, CascadeShape shape)
    {
        _operations = operations;
        Shape = shape;
        _constellations = [.. shape.Layers.Select((layer, i) => shape.Constellation == ConstellationKind.Octahedron
            ? new OctahedralConstellation<T>(operations, layer)
            : (CascadeConstellation<T>)new RandomConstellation<T>(operations, layer, i))];
        _initial = new T[shape.Parameters];
        Parameters = operations.Allocate<T>(1, 1, _initial.Length);
        Values = new DeviceArray<T>[shape.Layers.Length];
        var offset = 0;
        for (var layer = 0; layer < Values.Length; layer++)
        {
            Values[layer] = Parameters.View(offset, shape.Outputs, shape.Layers[layer].Points, shape.Layers[layer].Width);
            offset += Values[layer].Length;
        }
    }

    public CascadeShape Shape { get; }

    /// <summary>Every Y of a member, layer after layer: [population, 1, 1, Σ_τ O k_τ n_τ].</summary>
    public DeviceArray<T> Parameters { get; }

    /// <summary>Y_τ: [population, outputs, k, n], windows on <see cref="Parameters"/>.</summary>
    public DeviceArray<T>[] Values { get; }

    public CascadeConstellation<T> Constellation(int layer) => _constellations[layer];

    /// <summary>
    /// Draws a trial's constellations and first values (arXiv 2512.19524): 0 in the last layer; the points
    /// themselves where a layer keeps its width, a map close to the identity; else uniform(−1, 1)/√n.
    /// </summary>
    /// <returns>Whether every constellation has its U.</returns>
    public bool Initialise(int member, PolyharmonicCascadeSettings settings, ulong key)
    {
        var offset = 0;
        var regular = true;
        for (var layer = 0; layer < Values.Length; layer++)
        {
            var (inputs, width, points) = Shape.Layers[layer];
            var constellation = new T[points * inputs];
            regular &= _constellations[layer].Place(member, settings, key, constellation);
            var values = _initial.AsSpan(offset, Values[layer].Length);
            offset += values.Length;
            if (layer == Values.Length - 1)
            {
                values.Clear();
            }
            else if (inputs == width)
            {
                for (var output = 0; output < Shape.Outputs; output++)
                {
                    constellation.CopyTo(values[(output * constellation.Length)..]);
                }
            }
            else
            {
                var random = new RandomStream(key, RandomPurpose.Initialisation, (uint)layer);
                var scale = 1 / Math.Sqrt(inputs);
                foreach (ref var value in values)
                {
                    value = T.CreateChecked(random.NextUniform(-scale, scale));
                }
            }
        }

        Parameters.Upload(member, _initial);
        return regular;
    }

    /// <summary>H and X of every layer, from the input.</summary>
    /// <param name="x">[population or 1, 1, rows, features].</param>
    public void Forward(DeviceArray<T> x, LayerActivations<T>[] activations)
    {
        var input = x;
        for (var layer = 0; layer < Values.Length; layer++)
        {
            _constellations[layer].Basis(input, activations[layer]);
            _operations.Multiply(activations[layer].Basis, false, Values[layer], false, activations[layer].Output);
            input = activations[layer].Output;
        }
    }

    public void Dispose()
    {
        foreach (var constellation in _constellations)
        {
            constellation.Dispose();
        }

        Parameters.Dispose();
    }
}
