using System.Numerics;

namespace SweepCluster.Compute.Tests.Conformance.Cascade;

/// <summary>Moves matrices to a queue of operations and back.</summary>
internal static class CascadeQueue
{
    public static DeviceArray<T> Upload<T>(this IOperations<T> operations, params double[][,] matrices)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var array = operations.Allocate<T>(matrices.Length, matrices[0].GetLength(0), matrices[0].GetLength(1));
        var values = matrices.SelectMany(matrix => matrix.Cast<double>()).Select(T.CreateChecked).ToArray();
        for (var member = 0; member < operations.Population; member++)
        {
            array.Upload(member, values);
        }

        return array;
    }

    public static double[] Download<T>(this DeviceArray<T> array, int member)
        where T : unmanaged, INumber<T>
    {
        var values = new T[array.Length];
        array.Download(member, values);
        return [.. values.Select(double.CreateChecked)];
    }

    /// <summary>Largest difference, relative to the largest expected magnitude.</summary>
    public static double Error(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        var scale = expected.Max(Math.Abs);
        return expected.Zip(found, (wanted, value) => Math.Abs(wanted - value)).Max() / (scale > 0 ? scale : 1);
    }

    public static void AssertClose(IEnumerable<double> expected, DeviceArray<double> found, double tolerance, int member = 0)
    {
        var error = Error([.. expected], found.Download(member));
        Assert.True(error <= tolerance, $"The error is {error}.");
    }

    public static void AssertClose(IEnumerable<double> expected, DeviceArray<float> found, double tolerance, int member = 0)
    {
        var error = Error([.. expected], found.Download(member));
        Assert.True(error <= tolerance, $"The error is {error}.");
    }
}
