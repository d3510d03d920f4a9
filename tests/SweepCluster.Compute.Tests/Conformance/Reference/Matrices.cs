using System.Numerics;

namespace SweepCluster.Compute.Tests.Conformance.Reference;

/// <summary>Seeded matrices, on the host and on a device.</summary>
internal static class Matrices
{
    /// <summary>[member][matrix] of rows × columns, uniform in (−1, 1) and exact in float32.</summary>
    public static double[][][,] Random(int seed, int population, int matrices, int rows, int columns)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, population).Select(_ => Enumerable.Range(0, matrices).Select(_ => Random(random, rows, columns)).ToArray())];
    }

    /// <summary>Symmetric positive definite: X Xᵀ / order + I, exact in the element type.</summary>
    public static double[,] PositiveDefinite(int seed, int order)
    {
        var x = Random(new Random(seed), order, order);
        var result = DenseReference.Multiply(x, DenseReference.Transpose(x)).Value;
        for (var i = 0; i < order; i++)
        {
            for (var j = 0; j < order; j++)
            {
                result[i, j] = (float)((result[i, j] / order) + (i == j ? 1 : 0));
            }
        }

        return result;
    }

    public static DeviceArray<T> Upload<T>(this IOperations<T> operations, double[][][,] values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (matrices, rows, columns) = (values[0].Length, values[0][0].GetLength(0), values[0][0].GetLength(1));
        var array = operations.Allocate<T>(matrices, rows, columns);
        for (var member = 0; member < array.Population; member++)
        {
            array.Upload(member, Flatten<T>(values[member]));
        }

        return array;
    }

    /// <summary>Uploads one matrix that all members and matrices share.</summary>
    public static DeviceArray<T> Share<T>(this IDevice device, double[,] values)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        device.Share<T>(values.GetLength(0), values.GetLength(1), Flatten<T>([values]));

    public static T[] Flatten<T>(double[][,] matrices)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        [.. matrices.SelectMany(matrix => matrix.Cast<double>()).Select(T.CreateTruncating)];

    /// <summary>[matrix] of rows × columns of one member.</summary>
    public static double[][,] Download<T>(this DeviceArray<T> array, int member)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var flat = array.DownloadFlat(member);
        var result = new double[array.Matrices][,];
        for (var matrix = 0; matrix < array.Matrices; matrix++)
        {
            result[matrix] = new double[array.Rows, array.Columns];
            for (var i = 0; i < array.Rows; i++)
            {
                for (var j = 0; j < array.Columns; j++)
                {
                    result[matrix][i, j] = double.CreateTruncating(flat[(((matrix * array.Rows) + i) * array.Columns) + j]);
                }
            }
        }

        return result;
    }

    public static T[] DownloadFlat<T>(this DeviceArray<T> array, int member)
        where T : unmanaged
    {
        var flat = new T[array.Length];
        array.Download(member, flat);
        return flat;
    }

    private static double[,] Random(Random random, int rows, int columns)
    {
        var result = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                result[i, j] = (random.NextSingle() * 2) - 1;
            }
        }

        return result;
    }
}
