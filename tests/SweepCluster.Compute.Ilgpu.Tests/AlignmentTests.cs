using SweepCluster.Compute.Tests.Conformance;

namespace SweepCluster.Compute.Ilgpu.Tests;

/// <summary>Which arrays are read 16 bytes at once, and that it makes no difference to what is read.</summary>
public class AlignmentTests
{
    [Theory]
    [InlineData(8, 8, 0, 1)]
    [InlineData(8, 8, 4, 1)]
    [InlineData(8, 8, 2, 0)]
    [InlineData(8, 6, 0, 0)]
    [InlineData(6, 6, 0, 0)]
    [InlineData(6, 4, 0, 0)]
    public void Rows_of_whole_quads_are_aligned_where_they_begin_at_one(int columns, int windowColumns, int offset, int aligned)
    {
        using var device = TestDevices.Open(IlgpuDevices.Debugger);
        using var operations = device.Open<float>(2);
        using var array = operations.Allocate<float>(1, 3, columns);

        var window = (IlgpuArray<float>)array.View(offset, 1, 1, windowColumns);

        Assert.Equal(aligned, window.Operand.Aligned);
    }

    [Fact]
    public void Members_that_do_not_begin_at_a_quad_are_not_aligned_and_one_alone_is()
    {
        using var device = TestDevices.Open(IlgpuDevices.Debugger);
        using var several = device.Open<float>(2);
        using var one = device.Open<float>(1);
        using var array = several.Allocate<float>(1, 1, 10);
        using var alone = one.Allocate<float>(1, 1, 10);

        Assert.Equal(0, ((IlgpuArray<float>)array.View(0, 1, 2, 4)).Operand.Aligned);
        Assert.Equal(1, ((IlgpuArray<float>)alone.View(0, 1, 2, 4)).Operand.Aligned);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void A_product_has_the_same_bits_whether_its_operands_are_aligned_or_not(bool transposeLeft, bool transposeRight)
    {
        Assert.Equal(Product(transposeLeft, transposeRight, offset: 3), Product(transposeLeft, transposeRight, offset: 4));
    }

    // 20 × 12 · 12 × 24 of two members: more than one tile and slice, none of them full.
    private static float[] Product(bool transposeLeft, bool transposeRight, int offset)
    {
        const int Rows = 20, Depth = 12, Columns = 24;
        using var device = TestDevices.Open(IlgpuDevices.Debugger);
        using var operations = device.Open<float>(2);
        using var left = Noise(operations, offset, Rows * Depth, seed: 1);
        using var right = Noise(operations, offset, Depth * Columns, seed: 2);
        using var result = operations.Allocate<float>(1, Rows, Columns);

        operations.Multiply(
            transposeLeft ? left.View(offset, 1, Depth, Rows) : left.View(offset, 1, Rows, Depth),
            transposeLeft,
            transposeRight ? right.View(offset, 1, Columns, Depth) : right.View(offset, 1, Depth, Columns),
            transposeRight,
            result);

        var values = new float[Rows * Columns];
        result.Download(1, values);
        return values;
    }

    // The members' distance is one of whole quads.
    private static DeviceArray<float> Noise(IOperations<float> operations, int offset, int length, int seed)
    {
        var random = new Random(seed);
        var array = operations.Allocate<float>(1, 1, length + 8);
        var values = new float[length + 8];
        for (var i = 0; i < length; i++)
        {
            values[offset + i] = random.NextSingle() - 0.5f;
        }

        array.Upload(1, values);
        return array;
    }
}
