using SweepCluster.Compute.Cpu.Matrix;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    public void Trace(DeviceArray<T> matrix, DeviceArray<T> trace)
    {
        MatrixShapes.CheckValues(Population, matrix, trace, shared: false);
        var a = new Matrices<T>((CpuArray<T>)matrix);
        var sums = new Matrices<T>((CpuArray<T>)trace);
        for (var member = 0; member < Population; member++)
        {
            for (var i = 0; _alive[member] && i < matrix.Matrices; i++)
            {
                var sum = T.Zero;
                var diagonal = a.At(member, i);
                for (var row = 0; row < matrix.Rows; row++, diagonal += matrix.Columns + 1)
                {
                    sum += *diagonal;
                }

                *sums.At(member, i) = sum;
            }
        }
    }

    public void AddToDiagonal(DeviceArray<T> matrix, DeviceArray<T> values)
    {
        MatrixShapes.CheckValues(Population, matrix, values, shared: true);
        var a = new Matrices<T>((CpuArray<T>)matrix);
        var added = new Matrices<T>((CpuArray<T>)values);
        for (var member = 0; member < Population; member++)
        {
            for (var i = 0; _alive[member] && i < matrix.Matrices; i++)
            {
                var value = *added.At(member, i);
                var diagonal = a.At(member, i);
                for (var row = 0; row < matrix.Rows; row++, diagonal += matrix.Columns + 1)
                {
                    *diagonal += value;
                }
            }
        }
    }
}
