using System.Collections.Immutable;
using System.Text;
using SweepCluster.Domain.Cells;

namespace SweepCluster.Storage.Chunks;

/// <summary>
/// The trials of a chunk as compact bytes: a format version, the count, then of each trial how much of the cell's
/// name it shares with the one before, the rest of the name, and the replicate. Neighbours share most of a name.
/// </summary>
internal static class TrialListCodec
{
    private const byte Version = 1;

    public static byte[] Encode(IReadOnlyCollection<TrialId> trials)
    {
        using var memory = new MemoryStream(16 + (trials.Count * 16));
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write(Version);
        writer.Write7BitEncodedInt(trials.Count);
        var previous = "";
        foreach (var trial in trials)
        {
            var name = trial.Cell.Text;
            var shared = SharedPrefix(previous, name);
            writer.Write7BitEncodedInt(shared);
            writer.Write(name[shared..]);
            writer.Write7BitEncodedInt(trial.Replicate);
            previous = name;
        }

        writer.Flush();
        return memory.ToArray();
    }

    /// <exception cref="InvalidDataException">Not a list of trials, or one of a later version.</exception>
    public static ImmutableArray<TrialId> Decode(byte[] bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
            var version = reader.ReadByte();
            if (version != Version)
            {
                throw new InvalidDataException($"The list of trials has format version {version}; this program reads {Version}.");
            }

            var count = reader.Read7BitEncodedInt();
            var trials = ImmutableArray.CreateBuilder<TrialId>(Math.Clamp(count, 0, bytes.Length));
            var name = "";
            for (var i = 0; i < count; i++)
            {
                name = string.Concat(name.AsSpan(0, reader.Read7BitEncodedInt()), reader.ReadString());
                trials.Add(new TrialId(new CellId(name), reader.Read7BitEncodedInt()));
            }

            return trials.DrainToImmutable();
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException or ArgumentException)
        {
            throw new InvalidDataException("The list of trials is cut short or damaged.", exception);
        }
    }

    // Never between the halves of a surrogate pair, which alone have no UTF-8.
    private static int SharedPrefix(string previous, string name)
    {
        var shared = previous.AsSpan().CommonPrefixLength(name);
        return shared > 0 && char.IsHighSurrogate(name[shared - 1]) ? shared - 1 : shared;
    }
}
