using System.Runtime.CompilerServices;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    public void SquaredDistances(DeviceArray<T> x, DeviceArray<T> transposedPoints, DeviceArray<T> distances)
    {
        if (transposedPoints.Rows != x.Columns || distances.Columns != transposedPoints.Columns || distances.Rows != x.Rows)
        {
            throw new ArgumentException($"Distances {distances} do not fit {x} and points {transposedPoints}.", nameof(distances));
        }

        var parts = PartsOf(x.Rows);
        for (var member = 0; member < Population; member++)
        {
            for (var matrix = 0; _alive[member] && matrix < distances.Matrices; matrix++)
            {
                var job = new DistanceJob
                {
                    X = ((CpuArray<T>)x).Matrix(member, matrix),
                    Points = ((CpuArray<T>)transposedPoints).Matrix(member, matrix),
                    Distances = ((CpuArray<T>)distances).Matrix(member, matrix),
                    Rows = x.Rows,
                    Dimension = x.Columns,
                    Count = distances.Columns,
                };
                _team.Run(ref job, parts);
            }
        }
    }

    public void PolyharmonicKernel(DeviceArray<T> distances, DeviceArray<T> b, DeviceArray<T> values)
    {
        if (values.Columns != distances.Columns || values.Rows != distances.Rows)
        {
            throw new ArgumentException($"Kernel values {values} do not fit distances {distances}.", nameof(values));
        }

        var parts = PartsOf(distances.Rows);
        for (var member = 0; member < Population; member++)
        {
            for (var matrix = 0; _alive[member] && matrix < distances.Matrices; matrix++)
            {
                var job = new KernelJob
                {
                    Distances = ((CpuArray<T>)distances).Matrix(member, matrix),
                    Values = ((CpuArray<T>)values).Matrix(member, matrix),
                    B = *((CpuArray<T>)b).Member(member),
                    Rows = distances.Rows,
                    Count = distances.Columns,
                };
                _team.Run(ref job, parts);
            }
        }
    }

    public void PolyharmonicGradient(
        DeviceArray<T> x,
        DeviceArray<T> distances,
        DeviceArray<T> b,
        DeviceArray<T> weights,
        DeviceArray<T> gradient)
    {
        if (weights.Columns != distances.Columns || gradient.Columns != x.Columns || weights.Rows != x.Rows || gradient.Rows != x.Rows)
        {
            throw new ArgumentException($"The gradient {gradient} and weights {weights} do not fit {x}.", nameof(gradient));
        }

        var parts = PartsOf(x.Rows);
        for (var member = 0; member < Population; member++)
        {
            for (var matrix = 0; _alive[member] && matrix < weights.Matrices; matrix++)
            {
                var job = new KernelGradientJob
                {
                    X = ((CpuArray<T>)x).Matrix(member, matrix),
                    Distances = ((CpuArray<T>)distances).Matrix(member, matrix),
                    Weights = ((CpuArray<T>)weights).Matrix(member, matrix),
                    Gradient = ((CpuArray<T>)gradient).Matrix(member, matrix),
                    B = *((CpuArray<T>)b).Member(member),
                    Rows = x.Rows,
                    Dimension = x.Columns,
                    Count = distances.Columns,
                };
                _team.Run(ref job, parts);
            }
        }
    }

    /// <summary>Θ = ln m + offset.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Theta(V distance, V offset) => L.Add(LogOf(ClampDistance(distance)), offset);

    private struct DistanceJob : ITeamJob
    {
        public T* X;
        public T* Points;
        public T* Distances;
        public int Rows;
        public int Dimension;
        public int Count;

        public readonly void Run(int part)
        {
            var last = Math.Min(Rows, (part + 1) * RowsPerPart);
            for (var row = part * RowsPerPart; row < last; row++)
            {
                Row(X + ((long)row * Dimension), Distances + ((long)row * Count));
            }
        }

        private readonly void Row(T* x, T* distances)
        {
            var k = 0;
            for (; k <= Count - (4 * L.Width); k += 4 * L.Width)
            {
                Four(x, Points + k, distances + k);
            }

            for (; k <= Count - L.Width; k += L.Width)
            {
                One(x, Points + k, distances + k);
            }

            // The last vector may overlap the one before: it writes the same values again.
            if (k < Count && Count >= L.Width)
            {
                One(x, Points + Count - L.Width, distances + Count - L.Width);
                return;
            }

            for (; k < Count; k++)
            {
                var sum = T.Zero;
                for (var i = 0; i < Dimension; i++)
                {
                    var difference = x[i] - Points[((long)i * Count) + k];
                    sum = T.FusedMultiplyAdd(difference, difference, sum);
                }

                distances[k] = sum;
            }
        }

        private readonly void Four(T* x, T* points, T* distances)
        {
            var (s0, s1, s2, s3) = (L.Zero, L.Zero, L.Zero, L.Zero);
            for (var i = 0; i < Dimension; i++, points += Count)
            {
                var value = L.Broadcast(x[i]);
                var d0 = L.Subtract(value, L.Load(points));
                var d1 = L.Subtract(value, L.Load(points + L.Width));
                var d2 = L.Subtract(value, L.Load(points + (2 * L.Width)));
                var d3 = L.Subtract(value, L.Load(points + (3 * L.Width)));
                s0 = L.FusedMultiplyAdd(d0, d0, s0);
                s1 = L.FusedMultiplyAdd(d1, d1, s1);
                s2 = L.FusedMultiplyAdd(d2, d2, s2);
                s3 = L.FusedMultiplyAdd(d3, d3, s3);
            }

            L.Store(distances, s0);
            L.Store(distances + L.Width, s1);
            L.Store(distances + (2 * L.Width), s2);
            L.Store(distances + (3 * L.Width), s3);
        }

        private readonly void One(T* x, T* points, T* distances)
        {
            var sum = L.Zero;
            for (var i = 0; i < Dimension; i++, points += Count)
            {
                var difference = L.Subtract(L.Broadcast(x[i]), L.Load(points));
                sum = L.FusedMultiplyAdd(difference, difference, sum);
            }

            L.Store(distances, sum);
        }
    }

    private struct KernelJob : ITeamJob
    {
        public T* Distances;
        public T* Values;
        public T B;
        public int Rows;
        public int Count;

        public readonly void Run(int part)
        {
            var scratch = stackalloc T[L.Width];
            var first = (long)part * RowsPerPart * Count;
            var last = (long)Math.Min(Rows, (part + 1) * RowsPerPart) * Count;
            var i = first;
            for (; i <= last - L.Width; i += L.Width)
            {
                L.Store(Values + i, Value(L.Load(Distances + i)));
            }

            if (i < last)
            {
                StorePart(Values + i, (int)(last - i), Value(LoadPart(Distances + i, (int)(last - i), scratch)), scratch);
            }
        }

        // ½ m (ln m − 2b)
        private readonly V Value(V distance)
        {
            var m = ClampDistance(distance);
            return L.Multiply(L.Multiply(L.Broadcast(T.CreateChecked(0.5)), m), L.Subtract(LogOf(m), L.Broadcast(B + B)));
        }
    }

    private struct KernelGradientJob : ITeamJob
    {
        public T* X;
        public T* Distances;
        public T* Weights;
        public T* Gradient;
        public T B;
        public int Rows;
        public int Dimension;
        public int Count;

        public readonly void Run(int part)
        {
            var scratch = stackalloc T[L.Width];
            var offset = L.Broadcast(T.One - (B + B));
            var last = Math.Min(Rows, (part + 1) * RowsPerPart);
            for (var row = part * RowsPerPart; row < last; row++)
            {
                var weights = Weights + ((long)row * Count);
                var distances = Distances + ((long)row * Count);
                var k = 0;
                for (; k <= Count - L.Width; k += L.Width)
                {
                    L.Store(weights + k, L.Multiply(L.Load(weights + k), Theta(L.Load(distances + k), offset)));
                }

                if (k < Count)
                {
                    var theta = Theta(LoadPart(distances + k, Count - k, scratch), offset);
                    StorePart(weights + k, Count - k, L.Multiply(LoadPart(weights + k, Count - k, scratch), theta), scratch);
                }

                var sum = SumOf(weights, Count);
                var x = X + ((long)row * Dimension);
                var gradient = Gradient + ((long)row * Dimension);
                for (var i = 0; i < Dimension; i++)
                {
                    gradient[i] = x[i] * sum;
                }
            }
        }
    }
}
