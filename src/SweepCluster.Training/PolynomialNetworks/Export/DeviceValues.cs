using System.Numerics;
using SweepCluster.Compute;

namespace SweepCluster.Training.PolynomialNetworks.Export;

/// <summary>Copies from a device in double precision.</summary>
internal static class DeviceValues
{
    /// <summary>One member's elements, row-major.</summary>
    public static double[] OfMember<T>(this DeviceArray<T> array, int member)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var values = new T[array.Length];
        array.Download(member, values);
        return Array.ConvertAll(values, value => double.CreateChecked(value));
    }
}
