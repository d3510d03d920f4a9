using System.Numerics;
using System.Runtime.InteropServices;

namespace SweepCluster.Compute;

/// <summary>
/// The numbers in the closed forms of H = K U and U Y for the octahedron in n dimensions. With L = 2 ln 2,
/// A = 4b − 4 ln 2, a₃ = ln 2 − b²/c, D = L + 2n a₃, p = 1 − b/c, κ(m) = ½ m ln m, σ_j = κ₊ⱼ + κ₋ⱼ and S = Σσ_j:
/// h₀ = 1 + Centre κ₀ − CentreSum S + CentreDistance m₀ and
/// h_±j = Pair σ_j − (PairCentre κ₀ + PairSum S + PairDistance m₀) ± (Odd (κ₊ⱼ − κ₋ⱼ) + OddInput x_j).
/// </summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct OctahedronCoefficients<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <param name="dimension">n ≥ 1.</param>
    /// <param name="b">b of the kernel.</param>
    /// <param name="c">c of the kernel; +∞ is allowed.</param>
    public OctahedronCoefficients(int dimension, double b, double c)
    {
        var twoN = 2.0 * dimension;
        var l = 2 * Math.Log(2);
        var a = (4 * b) - (4 * Math.Log(2));
        var a3 = Math.Log(2) - (b * b / c);
        var d = l + (twoN * a3);
        var p = 1 - (b / c);

        Centre = T.CreateSaturating((1 / c) + (twoN * p * p / d));
        CentreSum = T.CreateSaturating(p / d);
        CentreDistance = T.CreateSaturating(b / c * ((twoN * p * b / d) - 1));
        Pair = T.CreateSaturating(0.5 / l);
        PairCentre = T.CreateSaturating(p / d);
        PairSum = T.CreateSaturating(a3 / (l * d));
        PairDistance = T.CreateSaturating(b * b / (c * d));
        Odd = T.CreateSaturating(0.5 / a);
        OddInput = T.CreateSaturating(2 * b / a);

        CentreToPoint = T.CreateSaturating(-p / d);
        Same = T.CreateSaturating(0.5 * ((1 / l) + (1 / a)));
        Opposite = T.CreateSaturating(0.5 * ((1 / l) - (1 / a)));
        All = T.CreateSaturating(-a3 / (l * d));
        ThetaOffset = T.CreateSaturating(1 - (2 * b));
    }

    /// <summary>Also u₁, the centre's own entry of U.</summary>
    public T Centre { get; }

    public T CentreSum { get; }

    public T CentreDistance { get; }

    public T Pair { get; }

    public T PairCentre { get; }

    public T PairSum { get; }

    public T PairDistance { get; }

    public T Odd { get; }

    public T OddInput { get; }

    /// <summary>u₂, between the centre and any other point.</summary>
    public T CentreToPoint { get; }

    /// <summary>b₁, added for a point itself.</summary>
    public T Same { get; }

    /// <summary>b₂, added for the opposite point.</summary>
    public T Opposite { get; }

    /// <summary>b₃, for every point but the centre.</summary>
    public T All { get; }

    /// <summary>1 − 2b: Θ = ln M + this.</summary>
    public T ThetaOffset { get; }
}
