using System.Numerics;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
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
        var a = (CpuArray<T>)left;
        var b = (CpuArray<T>)right;
        var c = (CpuArray<T>)result;
        var (m, n) = (result.Rows, result.Columns);
        var k = transposeLeft ? left.Rows : left.Columns;
        for (var member = 0; member < Population; member++)
        {
            for (var matrix = 0; _alive[member] && matrix < result.Matrices; matrix++)
            {
                var pa = a.Matrix(member, matrix);
                var pb = b.Matrix(member, matrix);
                var pc = c.Matrix(member, matrix);
                for (var i = 0; i < m; i++)
                {
                    for (var j = 0; j < n; j++)
                    {
                        var sum = T.Zero;
                        for (var l = 0; l < k; l++)
                        {
                            sum += pa[transposeLeft ? (l * left.Columns) + i : (i * left.Columns) + l]
                                * pb[transposeRight ? (j * right.Columns) + l : (l * right.Columns) + j];
                        }

                        sum *= T.CreateChecked(scale);
                        sum += bias is null ? T.Zero : ((CpuArray<T>)bias).Matrix(member, matrix)[j];
                        pc[(i * n) + j] = accumulate ? pc[(i * n) + j] + sum : sum;
                    }
                }
            }
        }
    }

    public void SumGramProducts(ReadOnlySpan<DeviceArray<T>> h, ReadOnlySpan<DeviceArray<T>> g, DeviceArray<T> result)
    {
        var c = (CpuArray<T>)result;
        var r = result.Rows;
        for (var member = 0; member < Population; member++)
        {
            for (var matrix = 0; _alive[member] && matrix < result.Matrices; matrix++)
            {
                for (var i = 0; i < r; i++)
                {
                    for (var j = 0; j <= i; j++)
                    {
                        var sum = T.Zero;
                        for (var layer = 0; layer < h.Length; layer++)
                        {
                            sum += Dot((CpuArray<T>)h[layer], member, matrix, i, j) * Dot((CpuArray<T>)g[layer], member, matrix, i, j);
                        }

                        c.Matrix(member, matrix)[((long)i * r) + j] = sum;
                    }
                }
            }
        }
    }

    public void Trace(DeviceArray<T> matrix, DeviceArray<T> trace)
    {
        var a = (CpuArray<T>)matrix;
        for (var member = 0; member < Population; member++)
        {
            for (var i = 0; _alive[member] && i < matrix.Matrices; i++)
            {
                var sum = T.Zero;
                for (var row = 0; row < matrix.Rows; row++)
                {
                    sum += a.Matrix(member, i)[(long)row * (matrix.Columns + 1)];
                }

                *((CpuArray<T>)trace).Matrix(member, i) = sum;
            }
        }
    }

    public void AddToDiagonal(DeviceArray<T> matrix, DeviceArray<T> values)
    {
        var a = (CpuArray<T>)matrix;
        for (var member = 0; member < Population; member++)
        {
            for (var i = 0; _alive[member] && i < matrix.Matrices; i++)
            {
                var value = *((CpuArray<T>)values).Matrix(member, i);
                for (var row = 0; row < matrix.Rows; row++)
                {
                    a.Matrix(member, i)[(long)row * (matrix.Columns + 1)] += value;
                }
            }
        }
    }

    public void Cholesky(DeviceArray<T> matrix, DeviceArray<int> failed)
    {
        for (var member = 0; member < Population; member++)
        {
            for (var i = 0; _alive[member] && i < matrix.Matrices; i++)
            {
                *((CpuArray<int>)failed).Matrix(member, i) = Factor(((CpuArray<T>)matrix).Matrix(member, i), matrix.Rows);
            }
        }
    }

    public void SolveCholesky(DeviceArray<T> factor, DeviceArray<T> right)
    {
        var r = factor.Rows;
        for (var member = 0; member < Population; member++)
        {
            for (var i = 0; _alive[member] && i < right.Matrices; i++)
            {
                var a = ((CpuArray<T>)factor).Matrix(member, i);
                var b = ((CpuArray<T>)right).Matrix(member, i);
                for (var column = 0; column < right.Columns; column++)
                {
                    for (var row = 0; row < r; row++)
                    {
                        for (var k = 0; k < row; k++)
                        {
                            b[(row * right.Columns) + column] -= a[((long)row * r) + k] * b[(k * right.Columns) + column];
                        }

                        b[(row * right.Columns) + column] /= a[((long)row * r) + row];
                    }

                    for (var row = r - 1; row >= 0; row--)
                    {
                        for (var k = row + 1; k < r; k++)
                        {
                            b[(row * right.Columns) + column] -= a[((long)k * r) + row] * b[(k * right.Columns) + column];
                        }

                        b[(row * right.Columns) + column] /= a[((long)row * r) + row];
                    }
                }
            }
        }
    }

    private static int Factor(T* a, int r)
    {
        for (var j = 0; j < r; j++)
        {
            for (var i = j; i < r; i++)
            {
                var sum = a[((long)i * r) + j];
                for (var k = 0; k < j; k++)
                {
                    sum -= a[((long)i * r) + k] * a[((long)j * r) + k];
                }

                if (i == j && !(sum > T.Zero && T.IsFinite(sum)))
                {
                    return j + 1;
                }

                a[((long)i * r) + j] = i == j ? T.Sqrt(sum) : sum / a[((long)j * r) + j];
            }
        }

        return 0;
    }

    private static T Dot(CpuArray<T> rows, int member, int matrix, int i, int j)
    {
        var a = rows.Matrix(member, matrix);
        var k = rows.Columns;
        var sum = T.Zero;
        for (var l = 0; l < k; l++)
        {
            sum += a[((long)i * k) + l] * a[((long)j * k) + l];
        }

        return sum;
    }
}
