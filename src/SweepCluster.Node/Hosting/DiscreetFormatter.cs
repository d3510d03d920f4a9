using Serilog.Events;
using Serilog.Formatting;

namespace SweepCluster.Node.Hosting;

/// <summary>Leaves words out of log lines that nobody is to read there, whoever wrote them into a message.</summary>
/// <param name="hidden">As they are in the text.</param>
internal sealed class DiscreetFormatter(ITextFormatter inner, IEnumerable<string> hidden) : ITextFormatter
{
    // Longer ones first: one may be a part of another.
    private readonly string[] _hidden = [.. hidden.Where(word => word.Length > 0).Distinct().OrderByDescending(word => word.Length)];

    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var line = new StringWriter(output.FormatProvider);
        inner.Format(logEvent, line);
        output.Write(_hidden.Aggregate(line.ToString(), (text, word) => text.Replace(word, "…", StringComparison.Ordinal)));
    }
}
