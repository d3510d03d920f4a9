using System.Globalization;

namespace SweepCluster.Domain.Families;

/// <summary>An interval of finite numbers; an end that is infinite is open.</summary>
public readonly record struct NumberRange(double Minimum, double Maximum, bool MinimumIsExclusive = false, bool MaximumIsExclusive = false)
{
    public bool Contains(double number) => double.IsFinite(number)
        && (MinimumIsExclusive ? number > Minimum : number >= Minimum)
        && (MaximumIsExclusive ? number < Maximum : number <= Maximum);

    /// <summary>The end of a sentence: <c> from 1 to 22</c>, <c> greater than 0</c>, or nothing.</summary>
    public override string ToString()
    {
        var least = Minimum.ToString("R", CultureInfo.InvariantCulture);
        var most = Maximum.ToString("R", CultureInfo.InvariantCulture);
        return (double.IsFinite(Minimum), double.IsFinite(Maximum)) switch
        {
            (true, true) when !MinimumIsExclusive && !MaximumIsExclusive => $" from {least} to {most}",
            (true, true) => $" {Lower} {least} and {Upper} {most}",
            (true, false) => $" {Lower} {least}",
            (false, true) => $" {Upper} {most}",
            _ => "",
        };
    }

    private string Lower => MinimumIsExclusive ? "greater than" : "of at least";

    private string Upper => MaximumIsExclusive ? "less than" : "of at most";
}
