using System.Text.Json;
using SweepCluster.Domain.Map;

namespace SweepCluster.Export.Traces;

/// <summary>
/// <c>traces.jsonl</c>: one JSON object per finished trial, by cell and replicate, those of references last. Numbers
/// that are not finite are the strings NaN, Infinity and -Infinity.
/// </summary>
public static class TraceFile
{
    /// <param name="output">Receives the lines; stays open.</param>
    public static void Write(StabilityMap map, TextWriter output)
    {
        foreach (var cell in map.Cells.Concat(map.References))
        {
            foreach (var trial in cell.Trials)
            {
                var line = new TraceLine(cell.Cell.Id.Text, trial.Id.Replicate, cell.Cell.IsReference, trial.Outcome, trial.Trace);
                output.Write(JsonSerializer.Serialize(line, TraceLineContext.Default.TraceLine));
                output.Write('\n');
            }
        }
    }

    /// <summary>Reads the lines back, as they are asked for; empty lines are passed over.</summary>
    /// <exception cref="FormatException">A line is no trace; the message has its number.</exception>
    public static IEnumerable<TraceLine> Read(TextReader input)
    {
        var number = 0;
        while (input.ReadLine() is { } line)
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Parse(line, number);
            }
        }
    }

    private static TraceLine Parse(string line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, TraceLineContext.Default.TraceLine)
                ?? throw new FormatException($"Line {number}: found null, expected a JSON object with a trace.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"Line {number}: not a trace. {error.Message} Each line must be a JSON object as written to traces.jsonl.", error);
        }
    }
}
