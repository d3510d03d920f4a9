using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using SweepCluster.Compute.Ilgpu.Arithmetic;
using SweepCluster.Compute.Ilgpu.Kernels;
using SweepCluster.Compute.Tests.Conformance;
using SweepCluster.Compute.Tests.Conformance.Reference;

namespace SweepCluster.Compute.Ilgpu.Tests;

/// <summary>
/// The matrix kernels with groups as large as a GPU's, which the imitated device of the conformance suite has not: their
/// slices are deeper there, and lie otherwise in shared memory.
/// </summary>
public sealed class WideGroupTests : IDisposable
{
    private readonly Context _context = Context.Create(builder => builder.CPU(new CPUDevice(numThreadsPerWarp: 32, numWarpsPerMultiprocessor: 8, numMultiprocessors: 1)));
    private readonly Accelerator _accelerator;
    private readonly IlgpuOperations<float, Single32, WideGroup> _operations;

    public WideGroupTests()
    {
        _accelerator = _context.GetCPUDevice(0).CreateAccelerator(_context);
        _operations = new IlgpuOperations<float, Single32, WideGroup>(_accelerator, new IlgpuOperations<float, Single32, WideGroup>.CompiledKernels(_accelerator), 1);
    }

    // More than one tile and slice, none of them full: of whole quads, and not.
    [Theory]
    [InlineData(72, 40, 68, false, false)]
    [InlineData(72, 40, 68, false, true)]
    [InlineData(72, 40, 68, true, false)]
    [InlineData(72, 40, 68, true, true)]
    [InlineData(70, 37, 65, false, false)]
    [InlineData(70, 37, 65, false, true)]
    [InlineData(70, 37, 65, true, false)]
    [InlineData(70, 37, 65, true, true)]
    public void A_product(int rows, int depth, int columns, bool transposeLeft, bool transposeRight)
    {
        var (a, b) = (Random(1, rows, depth), Random(2, depth, columns));
        using var left = Upload(transposeLeft ? DenseReference.Transpose(a) : a);
        using var right = Upload(transposeRight ? DenseReference.Transpose(b) : b);
        using var result = _operations.Allocate<float>(1, rows, columns);

        _operations.Multiply(left, transposeLeft, right, transposeRight, result);

        AssertClose(DenseReference.Multiply(a, b).Value, result, lowerOnly: false);
    }

    [Theory]
    [InlineData(72)]
    [InlineData(70)]
    public void A_sum_of_Gram_products(int rows)
    {
        var (h, g) = (Random(1, rows, 37), Random(2, rows, 20));
        using var left = Upload(h);
        using var right = Upload(g);
        using var result = _operations.Allocate<float>(1, rows, rows);

        _operations.SumGramProducts([left], [right], result);

        var (hh, gg) = (DenseReference.Multiply(h, DenseReference.Transpose(h)).Value, DenseReference.Multiply(g, DenseReference.Transpose(g)).Value);
        var expected = new double[rows, rows];
        for (var i = 0; i < rows * rows; i++)
        {
            expected[i / rows, i % rows] = hh[i / rows, i % rows] * gg[i / rows, i % rows];
        }

        AssertClose(expected, result, lowerOnly: true);
    }

    // In shared memory, and by blocks.
    [Theory]
    [InlineData(70)]
    [InlineData(172)]
    public void A_solution(int rows)
    {
        var (matrix, solution) = (Matrices.PositiveDefinite(1, rows), Random(2, rows, 2));
        using var factor = Upload(matrix);
        using var right = Upload(DenseReference.Multiply(matrix, solution).Value);
        using var failed = _operations.Allocate<int>(1, 1, 1);

        _operations.Cholesky(factor, failed);
        _operations.SolveCholesky(factor, right);

        Assert.Equal([0], failed.DownloadFlat(0));
        AssertClose(solution, right, lowerOnly: false);
    }

    public void Dispose()
    {
        _operations.Dispose();
        _accelerator.Dispose();
        _context.Dispose();
    }

    private static double[,] Random(int seed, int rows, int columns) => Matrices.Random(seed, 1, 1, rows, columns)[0][0];

    private DeviceArray<float> Upload(double[,] values) => _operations.Upload<float>([[values]]);

    private static void AssertClose(double[,] expected, DeviceArray<float> result, bool lowerOnly)
    {
        var actual = result.DownloadFlat(0);
        var columns = expected.GetLength(1);
        for (var i = 0; i < actual.Length; i++)
        {
            var (row, column) = (i / columns, i % columns);
            if (column <= row || !lowerOnly)
            {
                Assert.True(Math.Abs(actual[i] - expected[row, column]) < 1e-3, $"[{row}, {column}] is {actual[i]}, not {expected[row, column]}.");
            }
        }
    }
}
