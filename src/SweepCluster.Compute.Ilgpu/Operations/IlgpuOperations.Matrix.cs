using ILGPU;
using ILGPU.Runtime;
using SweepCluster.Compute.Ilgpu.Kernels.Matrix;
using MatrixShapes = SweepCluster.Compute.Cpu.Matrix.MatrixShapes;

namespace SweepCluster.Compute.Ilgpu;

internal sealed partial class IlgpuOperations<T, R, S>
{
    public void Multiply(
        DeviceArray<T> left,
        bool transposeLeft,
        DeviceArray<T> right,
        bool transposeRight,
        DeviceArray<T> result,
        double scale = 1,
        bool accumulate = false,
        DeviceArray<T>? bias = null)
    {
        MatrixShapes.CheckProduct(Population, left, transposeLeft, right, transposeRight, result, bias);
        Launch(_kernels.Matrix.Multiply, (long)result.Matrices * TilesAcross(result.Rows) * TilesAcross(result.Columns), new MultiplyArguments<T>
        {
            Left = Operand(left),
            LeftColumns = left.Columns,
            TransposeLeft = transposeLeft ? 1 : 0,
            Right = Operand(right),
            RightColumns = right.Columns,
            TransposeRight = transposeRight ? 1 : 0,
            Result = Operand(result),
            Bias = Operand(bias ?? result),
            HasBias = bias is null ? 0 : 1,
            Accumulate = accumulate ? 1 : 0,
            Matrices = result.Matrices,
            Rows = result.Rows,
            Columns = result.Columns,
            Depth = transposeLeft ? left.Rows : left.Columns,
            Scale = R.Of(scale),
        });
    }

    public void SumGramProducts(ReadOnlySpan<DeviceArray<T>> h, ReadOnlySpan<DeviceArray<T>> g, DeviceArray<T> result)
    {
        MatrixShapes.CheckGramProducts(Population, h, g, result);
        var tiles = TilesOfTriangle(result.Rows);
        var first = 0;
        do
        {
            // A product that serves all matrices is made once, unless that would leave the device without work.
            var isTogether = first == 0 && h.Length > 0 && h[0].Matrices == 1 && result.Matrices > 1 && tiles * _members.Slots >= _accelerator.NumMultiprocessors;
            Launch(_kernels.Matrix.Gram, isTogether ? tiles : tiles * result.Matrices, new GramArguments<T>
            {
                Layer0 = Layer(h, g, first, result),
                Layer1 = Layer(h, g, first + 1, result),
                Layer2 = Layer(h, g, first + 2, result),
                Layer3 = Layer(h, g, first + 3, result),
                Layers = Math.Min(GramArguments<T>.MostLayers, h.Length - first),
                Result = Operand(result),
                Accumulate = first == 0 ? 0 : 1,
                Together = isTogether ? 1 : 0,
                Matrices = result.Matrices,
                Rows = result.Rows,
            });
            first += GramArguments<T>.MostLayers;
        }
        while (first < h.Length);
    }

    public void Trace(DeviceArray<T> matrix, DeviceArray<T> trace)
    {
        MatrixShapes.CheckValues(Population, matrix, trace, shared: false);
        Launch(_kernels.Matrix.Trace, matrix.Matrices, Diagonal(matrix, trace));
    }

    public void AddToDiagonal(DeviceArray<T> matrix, DeviceArray<T> values)
    {
        MatrixShapes.CheckValues(Population, matrix, values, shared: true);
        Launch(_kernels.Matrix.AddToDiagonal, matrix.Matrices, Diagonal(matrix, values));
    }

    public void Cholesky(DeviceArray<T> matrix, DeviceArray<int> failed)
    {
        MatrixShapes.CheckValues(Population, matrix, failed, shared: false);
        var (matrices, rows) = (matrix.Matrices, matrix.Rows);
        var arguments = new CholeskyArguments<T> { Matrix = Operand(matrix), Failed = Operand(failed), Matrices = matrices, Rows = rows };
        var packed = rows * (rows + 1) / 2;
        if (packed * Interop.SizeOf<T>() <= S.SharedBytes)
        {
            LaunchWhole(arguments, packed);
            return;
        }

        for (var column = 0; column < rows; column += CholeskyKernels.Block)
        {
            arguments = arguments with { Column = column };
            Launch(_kernels.Matrix.CholeskyDiagonal, matrices, arguments);
            var below = rows - column - CholeskyKernels.Block;
            if (below > 0)
            {
                Launch(_kernels.Matrix.CholeskyBelow, (long)matrices * ((below + GroupSize - 1) / GroupSize), arguments);
                Launch(_kernels.Matrix.CholeskyRemaining, matrices * TilesOfTriangle(below), arguments);
            }
        }
    }

    public void SolveCholesky(DeviceArray<T> factor, DeviceArray<T> right)
    {
        MatrixShapes.CheckSolve(Population, factor, right);
        Launch(_kernels.Matrix.Solve, (long)right.Matrices * right.Columns, new SolveArguments<T>
        {
            Factor = Operand(factor),
            Right = Operand(right),
            Matrices = right.Matrices,
            Rows = right.Rows,
            Columns = right.Columns,
        });
    }

    private static int TilesAcross(int elements) => (elements + TileProduct.Span<S>() - 1) / TileProduct.Span<S>();

    private static long TilesOfTriangle(int rows) => (long)TilesAcross(rows) * (TilesAcross(rows) + 1) / 2;

    // Layers that are not there are never read, but kernels take no null.
    private static GramLayer<T> Layer(ReadOnlySpan<DeviceArray<T>> h, ReadOnlySpan<DeviceArray<T>> g, int layer, DeviceArray<T> result) =>
        layer < h.Length
            ? new GramLayer<T>(Operand(h[layer]), h[layer].Columns, Operand(g[layer]), g[layer].Columns)
            : new GramLayer<T>(Operand(result), 0, Operand(result), 0);

    private static DiagonalArguments<T> Diagonal(DeviceArray<T> matrix, DeviceArray<T> values) => new()
    {
        Matrix = Operand(matrix),
        Values = Operand(values),
        Matrices = matrix.Matrices,
        Rows = matrix.Rows,
    };

    private void LaunchWhole(CholeskyArguments<T> arguments, int packed)
    {
        var groups = checked(arguments.Matrices * _members.Slots);
        if (groups > 0)
        {
            var shared = SharedMemoryConfig.RequestDynamic<T>(Math.Max(1, packed));
            _kernels.Matrix.CholeskyWhole.Launch(_stream, new KernelConfig(groups, GroupSize, shared), _members.Frame, arguments);
            Launches++;
        }
    }

    internal sealed class MatrixKernels(Accelerator accelerator)
    {
        public Kernel<MultiplyArguments<T>> Multiply { get; } = new(accelerator, MultiplyKernel.Run<T, S>);

        public Kernel<GramArguments<T>> Gram { get; } = new(accelerator, GramKernel.Run<T, S>);

        public Kernel<DiagonalArguments<T>> Trace { get; } = new(accelerator, DiagonalKernels.Trace<T, S>);

        public Kernel<DiagonalArguments<T>> AddToDiagonal { get; } = new(accelerator, DiagonalKernels.Add<T, S>);

        public Kernel<CholeskyArguments<T>> CholeskyWhole { get; } = new(accelerator, CholeskyKernels.Whole<T, R, S>);

        public Kernel<CholeskyArguments<T>> CholeskyDiagonal { get; } = new(accelerator, CholeskyKernels.Diagonal<T, R, S>);

        public Kernel<CholeskyArguments<T>> CholeskyBelow { get; } = new(accelerator, CholeskyKernels.Below<T, S>);

        public Kernel<CholeskyArguments<T>> CholeskyRemaining { get; } = new(accelerator, CholeskyKernels.Remaining<T, S>);

        public Kernel<SolveArguments<T>> Solve { get; } = new(accelerator, SolveKernel.Run<T, S>);
    }
}
