namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    public void OctahedronBasis(DeviceArray<T> x, DeviceArray<OctahedronCoefficients<T>> coefficients, DeviceArray<T> h)
    {
        if (h.Columns != (2 * x.Columns) + 1 || h.Rows != x.Rows)
        {
            throw new ArgumentException($"The octahedral basis of {x} does not fit {h}.", nameof(h));
        }

        var parts = PartsOf(x.Rows);
        for (var member = 0; member < Population; member++)
        {
            for (var matrix = 0; _alive[member] && matrix < h.Matrices; matrix++)
            {
                var job = new OctahedronBasisJob
                {
                    X = ((CpuArray<T>)x).Matrix(member, matrix),
                    H = ((CpuArray<T>)h).Matrix(member, matrix),
                    Coefficients = ((CpuArray<OctahedronCoefficients<T>>)coefficients).Member(member),
                    Rows = x.Rows,
                    Dimension = x.Columns,
                };
                _team.Run(ref job, parts);
            }
        }
    }

    public void OctahedronMultipliers(DeviceArray<T> y, DeviceArray<OctahedronCoefficients<T>> coefficients, DeviceArray<T> multipliers)
    {
        if (multipliers.Rows != y.Rows || multipliers.Columns != y.Columns || y.Rows % 2 == 0)
        {
            throw new ArgumentException($"The multipliers {multipliers} do not fit the values {y} at an octahedron.", nameof(multipliers));
        }

        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var job = new OctahedronMultipliersJob
                {
                    Y = ((CpuArray<T>)y).Member(member),
                    Multipliers = ((CpuArray<T>)multipliers).Member(member),
                    Coefficients = ((CpuArray<OctahedronCoefficients<T>>)coefficients).Member(member),
                    Dimension = y.Rows / 2,
                    Width = y.Columns,
                };
                _team.Run(ref job, y.Matrices);
            }
        }
    }

    public void OctahedronGradient(
        DeviceArray<T> x,
        DeviceArray<OctahedronCoefficients<T>> coefficients,
        DeviceArray<T> weights,
        DeviceArray<T> gradient)
    {
        if (weights.Columns != (2 * x.Columns) + 1 || gradient.Columns != x.Columns || weights.Rows != x.Rows || gradient.Rows != x.Rows)
        {
            throw new ArgumentException($"The gradient {gradient} and weights {weights} do not fit {x}.", nameof(gradient));
        }

        var parts = PartsOf(x.Rows);
        for (var member = 0; member < Population; member++)
        {
            for (var matrix = 0; _alive[member] && matrix < weights.Matrices; matrix++)
            {
                var job = new OctahedronGradientJob
                {
                    X = ((CpuArray<T>)x).Matrix(member, matrix),
                    Weights = ((CpuArray<T>)weights).Matrix(member, matrix),
                    Gradient = ((CpuArray<T>)gradient).Matrix(member, matrix),
                    Coefficients = ((CpuArray<OctahedronCoefficients<T>>)coefficients).Member(member),
                    Rows = x.Rows,
                    Dimension = x.Columns,
                };
                _team.Run(ref job, parts);
            }
        }
    }

    private struct OctahedronBasisJob : ITeamJob
    {
        public T* X;
        public T* H;
        public OctahedronCoefficients<T>* Coefficients;
        public int Rows;
        public int Dimension;

        public readonly void Run(int part)
        {
            var scratch = stackalloc T[L.Width];
            var last = Math.Min(Rows, (part + 1) * RowsPerPart);
            for (var row = part * RowsPerPart; row < last; row++)
            {
                Row(X + ((long)row * Dimension), H + ((long)row * ((2 * Dimension) + 1)), scratch);
            }
        }

        // First κ of every point into its place and their sum, then the combinations.
        private readonly void Row(T* x, T* h, T* scratch)
        {
            var n = Dimension;
            var minus = h + 1;
            var plus = minus + n;
            var m0 = SquaredNorm(x, n);
            var m1 = L.Broadcast(m0 + T.One);
            var two = L.Broadcast(T.CreateChecked(2));
            var j = 0;
            for (; j <= n - L.Width; j += L.Width)
            {
                var twice = L.Multiply(two, L.Load(x + j));
                L.Store(minus + j, Kappa(L.Add(m1, twice)));
                L.Store(plus + j, Kappa(L.Subtract(m1, twice)));
            }

            if (j < n)
            {
                var twice = L.Multiply(two, LoadPart(x + j, n - j, scratch));
                StorePart(minus + j, n - j, Kappa(L.Add(m1, twice)), scratch);
                StorePart(plus + j, n - j, Kappa(L.Subtract(m1, twice)), scratch);
            }

            L.Store(scratch, Kappa(L.Broadcast(m0)));
            Combine(x, minus, plus, m0, scratch[0], SumOf(minus, 2 * n));
        }

        private readonly void Combine(T* x, T* minus, T* plus, T m0, T kappa0, T sum)
        {
            ref readonly var a = ref *Coefficients;
            var n = Dimension;
            minus[-1] = T.One + (a.Centre * kappa0) - (a.CentreSum * sum) + (a.CentreDistance * m0);
            var common = (a.PairCentre * kappa0) + (a.PairSum * sum) + (a.PairDistance * m0);
            var (commons, pair, odd, oddInput) = (L.Broadcast(common), L.Broadcast(a.Pair), L.Broadcast(a.Odd), L.Broadcast(a.OddInput));
            var j = 0;
            for (; j <= n - L.Width; j += L.Width)
            {
                var (low, high) = (L.Load(minus + j), L.Load(plus + j));
                var even = L.Subtract(L.Multiply(pair, L.Add(high, low)), commons);
                var difference = L.FusedMultiplyAdd(oddInput, L.Load(x + j), L.Multiply(odd, L.Subtract(high, low)));
                L.Store(minus + j, L.Subtract(even, difference));
                L.Store(plus + j, L.Add(even, difference));
            }

            for (; j < n; j++)
            {
                var even = (a.Pair * (plus[j] + minus[j])) - common;
                var difference = (a.OddInput * x[j]) + (a.Odd * (plus[j] - minus[j]));
                (minus[j], plus[j]) = (even - difference, even + difference);
            }
        }
    }

    private struct OctahedronMultipliersJob : ITeamJob
    {
        public T* Y;
        public T* Multipliers;
        public OctahedronCoefficients<T>* Coefficients;
        public int Dimension;
        public int Width;

        public readonly void Run(int part)
        {
            ref readonly var a = ref *Coefficients;
            var (n, width) = (Dimension, Width);
            var size = (long)((2 * n) + 1) * width;
            var y = Y + (part * size);
            var centre = Multipliers + (part * size);
            for (var column = 0; column < width; column++)
            {
                centre[column] = T.Zero;
            }

            for (var row = 1; row <= 2 * n; row++)
            {
                for (var column = 0; column < width; column++)
                {
                    centre[column] += y[((long)row * width) + column];
                }
            }

            for (var row = 1; row <= 2 * n; row++)
            {
                var own = y + ((long)row * width);
                var opposite = y + ((long)(row <= n ? row + n : row - n) * width);
                var result = centre + ((long)row * width);
                for (var column = 0; column < width; column++)
                {
                    result[column] = (a.CentreToPoint * y[column]) + (a.Same * own[column]) + (a.Opposite * opposite[column]) + (a.All * centre[column]);
                }
            }

            for (var column = 0; column < width; column++)
            {
                centre[column] = (a.Centre * y[column]) + (a.CentreToPoint * centre[column]);
            }
        }
    }

    private struct OctahedronGradientJob : ITeamJob
    {
        public T* X;
        public T* Weights;
        public T* Gradient;
        public OctahedronCoefficients<T>* Coefficients;
        public int Rows;
        public int Dimension;

        public readonly void Run(int part)
        {
            var scratch = stackalloc T[L.Width];
            var last = Math.Min(Rows, (part + 1) * RowsPerPart);
            for (var row = part * RowsPerPart; row < last; row++)
            {
                var offset = (long)row * Dimension;
                Row(X + offset, Weights + (2 * offset) + row, Gradient + offset, scratch);
            }
        }

        private readonly void Row(T* x, T* weights, T* gradient, T* scratch)
        {
            var n = Dimension;
            var minus = weights + 1;
            var plus = minus + n;
            var offset = L.Broadcast(Coefficients->ThetaOffset);
            var m0 = SquaredNorm(x, n);
            var m1 = L.Broadcast(m0 + T.One);
            var two = L.Broadcast(T.CreateChecked(2));
            var j = 0;
            for (; j <= n - L.Width; j += L.Width)
            {
                var twice = L.Multiply(two, L.Load(x + j));
                L.Store(minus + j, L.Multiply(L.Load(minus + j), Theta(L.Add(m1, twice), offset)));
                L.Store(plus + j, L.Multiply(L.Load(plus + j), Theta(L.Subtract(m1, twice), offset)));
            }

            if (j < n)
            {
                var twice = L.Multiply(two, LoadPart(x + j, n - j, scratch));
                StorePart(minus + j, n - j, L.Multiply(LoadPart(minus + j, n - j, scratch), Theta(L.Add(m1, twice), offset)), scratch);
                StorePart(plus + j, n - j, L.Multiply(LoadPart(plus + j, n - j, scratch), Theta(L.Subtract(m1, twice), offset)), scratch);
            }

            L.Store(scratch, Theta(L.Broadcast(m0), offset));
            weights[0] *= scratch[0];
            var sum = SumOf(weights, (2 * n) + 1);
            var sums = L.Broadcast(sum);
            for (j = 0; j <= n - L.Width; j += L.Width)
            {
                L.Store(gradient + j, L.FusedMultiplyAdd(L.Load(x + j), sums, L.Subtract(L.Load(minus + j), L.Load(plus + j))));
            }

            for (; j < n; j++)
            {
                gradient[j] = (x[j] * sum) + (minus[j] - plus[j]);
            }
        }
    }
}
