namespace SweepCluster.Compute.Ilgpu.Arithmetic;

/// <summary>erf by the rational approximations of W. J. Cody (Math. Comp. 23, 1969), without tables in memory.</summary>
internal static class DeviceErrorFunction
{
    private const double InverseSqrtPi = 0.56418958354775628695;

    /// <summary>erf(x), within some units in the last place.</summary>
    public static double Of(double x)
    {
        var magnitude = x < 0 ? -x : x;
        if (magnitude <= 0.46875)
        {
            return x * Small(x * x);
        }

        var complement = magnitude <= 4 ? Middle(magnitude) : Tail(magnitude);
        var result = 1 - (Double64.Exp(-x * x) * complement);
        return x < 0 ? -result : result;
    }

    private static double Small(double z)
    {
        var p = 1.85777706184603153e-1;
        p = (p * z) + 3.16112374387056560e00;
        p = (p * z) + 1.13864154151050156e02;
        p = (p * z) + 3.77485237685302021e02;
        p = (p * z) + 3.20937758913846947e03;
        var q = z + 2.36012909523441209e01;
        q = (q * z) + 2.44024637934444173e02;
        q = (q * z) + 1.28261652607737228e03;
        q = (q * z) + 2.84423683343917062e03;
        return p / q;
    }

    private static double Middle(double x)
    {
        var p = 2.15311535474403846e-8;
        p = (p * x) + 5.64188496988670089e-1;
        p = (p * x) + 8.88314979438837594e0;
        p = (p * x) + 6.61191906371416295e01;
        p = (p * x) + 2.98635138197400131e02;
        p = (p * x) + 8.81952221241769090e02;
        p = (p * x) + 1.71204761263407058e03;
        p = (p * x) + 2.05107837782607147e03;
        p = (p * x) + 1.23033935479799725e03;
        var q = x + 1.57449261107098347e01;
        q = (q * x) + 1.17693950891312499e02;
        q = (q * x) + 5.37181101862009858e02;
        q = (q * x) + 1.62138957456669019e03;
        q = (q * x) + 3.29079923573345963e03;
        q = (q * x) + 4.36261909014324716e03;
        q = (q * x) + 3.43936767414372164e03;
        q = (q * x) + 1.23033935480374942e03;
        return p / q;
    }

    private static double Tail(double magnitude)
    {
        var z = 1 / (magnitude * magnitude);
        var p = 1.63153871373020978e-2;
        p = (p * z) + 3.05326634961232344e-1;
        p = (p * z) + 3.60344899949804439e-1;
        p = (p * z) + 1.25781726111229246e-1;
        p = (p * z) + 1.60837851487422766e-2;
        p = (p * z) + 6.58749161529837803e-4;
        var q = z + 2.56852019228982242e0;
        q = (q * z) + 1.87295284992346725e0;
        q = (q * z) + 5.27905102951428412e-1;
        q = (q * z) + 6.05183413124413191e-2;
        q = (q * z) + 2.33520497626869185e-3;
        return (InverseSqrtPi - (z * p / q)) / magnitude;
    }
}
