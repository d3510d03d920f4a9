using System.Collections.Immutable;
using System.Text;
using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Storage.Traces;

/// <summary>
/// Traces as compact bytes: a format version, the header, then the numbers of each epoch in full precision, so
/// that a trace read back is equal bit for bit. About 100 bytes an epoch.
/// </summary>
public static class TraceCodec
{
    private const byte Version = 1;
    private const int MostEpochs = 1 << 20;

    public static byte[] Encode(Trace trace)
    {
        using var memory = new MemoryStream(64 + (trace.Epochs.Length * 100));
        using var writer = new BinaryWriter(memory, Encoding.UTF8);
        writer.Write(Version);
        writer.Write((byte)trace.ScoreKind);
        writer.Write(trace.ChanceScore);
        writer.Write7BitEncodedInt(trace.ValidationSamples);
        writer.Write7BitEncodedInt(trace.TestSamples);
        writer.Write7BitEncodedInt64(trace.Steps);
        Write(writer, trace.Divergence);
        writer.Write7BitEncodedInt(trace.Epochs.Length);
        foreach (var epoch in trace.Epochs)
        {
            Write(writer, epoch);
        }

        writer.Flush();
        return memory.ToArray();
    }

    /// <exception cref="InvalidDataException">Not a trace, or one of a later version.</exception>
    public static Trace Decode(byte[] bytes)
    {
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
            var version = reader.ReadByte();
            if (version != Version)
            {
                throw new InvalidDataException($"The trace has format version {version}; this program reads {Version}.");
            }

            return new Trace
            {
                ScoreKind = (ScoreKind)reader.ReadByte(),
                ChanceScore = reader.ReadDouble(),
                ValidationSamples = reader.Read7BitEncodedInt(),
                TestSamples = reader.Read7BitEncodedInt(),
                Steps = reader.Read7BitEncodedInt64(),
                Divergence = ReadDivergence(reader),
                Epochs = ReadEpochs(reader),
            };
        }
        catch (Exception exception) when (exception is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException("The trace is cut short or damaged.", exception);
        }
    }

    private static void Write(BinaryWriter writer, Divergence? divergence)
    {
        writer.Write(divergence is not null);
        if (divergence is not null)
        {
            writer.Write7BitEncodedInt64(divergence.Step);
            writer.Write((byte)divergence.Signal);
            writer.Write7BitEncodedInt(divergence.Layer is { } layer ? layer + 1 : 0);
        }
    }

    private static Divergence? ReadDivergence(BinaryReader reader)
    {
        if (!reader.ReadBoolean())
        {
            return null;
        }

        var step = reader.Read7BitEncodedInt64();
        var signal = (DivergenceSignal)reader.ReadByte();
        var layer = reader.Read7BitEncodedInt();
        return new Divergence(step, signal, layer == 0 ? null : layer - 1);
    }

    private static void Write(BinaryWriter writer, EpochRecord epoch)
    {
        writer.Write7BitEncodedInt(epoch.Epoch);
        writer.Write(epoch.LearningRate);
        writer.Write(epoch.TrainLoss);
        writer.Write(epoch.BoundaryLoss);
        writer.Write(epoch.GradientNorm);
        writer.Write(epoch.TrainRange);
        writer.Write(epoch.ValidationLoss);
        writer.Write(epoch.ValidationBoundaryLoss);
        writer.Write(epoch.ValidationScore);
        writer.Write(epoch.ValidationRange);
        writer.Write(epoch.EscapedSamples);
        writer.Write(epoch.TestScore);
    }

    private static ImmutableArray<EpochRecord> ReadEpochs(BinaryReader reader)
    {
        var count = reader.Read7BitEncodedInt();
        if (count is < 0 or > MostEpochs)
        {
            throw new InvalidDataException($"The trace claims {count} epochs.");
        }

        var epochs = ImmutableArray.CreateBuilder<EpochRecord>();
        for (var i = 0; i < count; i++)
        {
            epochs.Add(new EpochRecord
            {
                Epoch = reader.Read7BitEncodedInt(),
                LearningRate = reader.ReadDouble(),
                TrainLoss = reader.ReadDouble(),
                BoundaryLoss = reader.ReadDouble(),
                GradientNorm = reader.ReadDouble(),
                TrainRange = reader.ReadDouble(),
                ValidationLoss = reader.ReadDouble(),
                ValidationBoundaryLoss = reader.ReadDouble(),
                ValidationScore = reader.ReadDouble(),
                ValidationRange = reader.ReadDouble(),
                EscapedSamples = reader.ReadDouble(),
                TestScore = reader.ReadDouble(),
            });
        }

        return epochs.ToImmutable();
    }
}
