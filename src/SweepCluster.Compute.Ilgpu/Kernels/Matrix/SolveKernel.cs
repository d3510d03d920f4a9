using System.Numerics;
using ILGPU;

namespace SweepCluster.Compute.Ilgpu.Kernels.Matrix;

internal readonly struct SolveArguments<T>
    where T : unmanaged
{
    public Operand<T> Factor { get; init; }

    public Operand<T> Right { get; init; }

    public int Matrices { get; init; }

    public int Rows { get; init; }

    public int Columns { get; init; }
}

/// <summary>Substitution forward and back, one group for each right-hand side.</summary>
internal static class SolveKernel
{
    [DeviceKernel]
    public static void Run<T, S>(Frame frame, SolveArguments<T> a)
        where T : unmanaged, INumber<T>
        where S : struct, IGroupShape
    {
        var work = frame.Take(a.Columns, a.Matrices);
        if (work.IsRetired)
        {
            return;
        }

        var factor = a.Factor.Of(work);
        var x = a.Right.Of(work).SubView(work.Part);

        // A solved entry is written a step later, once nobody reads what it was solved from.
        var solved = T.Zero;
        for (var k = 0; k < a.Rows; k++)
        {
            Group.Barrier();
            if (Group.IdxX == 0 && k > 0)
            {
                x[(long)(k - 1) * a.Columns] = solved;
            }

            solved = x[(long)k * a.Columns] / factor[((long)k * a.Rows) + k];
            for (var i = k + 1 + Group.IdxX; i < a.Rows; i += S.Edge * S.Edge)
            {
                x[(long)i * a.Columns] -= factor[((long)i * a.Rows) + k] * solved;
            }
        }

        Group.Barrier();
        if (Group.IdxX == 0 && a.Rows > 0)
        {
            x[(long)(a.Rows - 1) * a.Columns] = solved;
        }

        for (var k = a.Rows - 1; k >= 0; k--)
        {
            Group.Barrier();
            if (Group.IdxX == 0 && k < a.Rows - 1)
            {
                x[(long)(k + 1) * a.Columns] = solved;
            }

            solved = x[(long)k * a.Columns] / factor[((long)k * a.Rows) + k];
            for (var i = Group.IdxX; i < k; i += S.Edge * S.Edge)
            {
                x[(long)i * a.Columns] -= factor[((long)k * a.Rows) + i] * solved;
            }
        }

        Group.Barrier();
        if (Group.IdxX == 0 && a.Rows > 0)
        {
            x[0] = solved;
        }
    }
}
