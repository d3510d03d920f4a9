namespace SweepCluster.Compute.Network;

/// <summary>erf in double precision, by the rational approximations of W. J. Cody (Math. Comp. 23, 1969).</summary>
public static class ErrorFunction
{
    private const double InverseSqrtPi = 0.56418958354775628695;

    private static readonly double[] SmallNumerator = [3.20937758913846947e03, 3.77485237685302021e02, 1.13864154151050156e02, 3.16112374387056560e00, 1.85777706184603153e-1];
    private static readonly double[] SmallDenominator = [2.84423683343917062e03, 1.28261652607737228e03, 2.44024637934444173e02, 2.36012909523441209e01, 1];
    private static readonly double[] MiddleNumerator = [1.23033935479799725e03, 2.05107837782607147e03, 1.71204761263407058e03, 8.81952221241769090e02, 2.98635138197400131e02, 6.61191906371416295e01, 8.88314979438837594e0, 5.64188496988670089e-1, 2.15311535474403846e-8];
    private static readonly double[] MiddleDenominator = [1.23033935480374942e03, 3.43936767414372164e03, 4.36261909014324716e03, 3.29079923573345963e03, 1.62138957456669019e03, 5.37181101862009858e02, 1.17693950891312499e02, 1.57449261107098347e01, 1];
    private static readonly double[] LargeNumerator = [6.58749161529837803e-4, 1.60837851487422766e-2, 1.25781726111229246e-1, 3.60344899949804439e-1, 3.05326634961232344e-1, 1.63153871373020978e-2];
    private static readonly double[] LargeDenominator = [2.33520497626869185e-3, 6.05183413124413191e-2, 5.27905102951428412e-1, 1.87295284992346725e0, 2.56852019228982242e0, 1];

    /// <summary>erf(x), within 2 units in the last place.</summary>
    public static double Of(double x)
    {
        var magnitude = Math.Abs(x);
        if (magnitude <= 0.46875)
        {
            return x * Ratio(SmallNumerator, SmallDenominator, x * x);
        }

        var complement = magnitude <= 4
            ? Ratio(MiddleNumerator, MiddleDenominator, magnitude)
            : Tail(magnitude);
        return Math.CopySign(1 - (Math.Exp(-x * x) * complement), x);
    }

    private static double Tail(double magnitude)
    {
        var square = 1 / (magnitude * magnitude);
        return (InverseSqrtPi - (square * Ratio(LargeNumerator, LargeDenominator, square))) / magnitude;
    }

    private static double Ratio(double[] numerator, double[] denominator, double x) => Polynomial(numerator, x) / Polynomial(denominator, x);

    private static double Polynomial(double[] coefficients, double x)
    {
        var sum = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = (sum * x) + coefficients[i];
        }

        return sum;
    }
}
