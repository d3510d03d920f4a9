using SweepCluster.Domain.Outcomes;
using SweepCluster.Storage.Traces;

namespace SweepCluster.Storage.Tests;

public class TraceCodecTests
{
    public static TheoryData<Trace> Traces =>
    [
        Results.Trace(),
        Results.Trace(epochs: 0, new Divergence(0, DivergenceSignal.Loss)),
        Results.Trace(epochs: 300, new Divergence(7_000_000_000, DivergenceSignal.Factorisation, 0)),
    ];

    [Theory]
    [MemberData(nameof(Traces))]
    public void A_trace_reads_back_bit_for_bit(Trace trace)
    {
        var bytes = TraceCodec.Encode(trace);
        var decoded = TraceCodec.Decode(bytes);
        Assert.Equal(trace, decoded);
        Assert.Equal(bytes, TraceCodec.Encode(decoded));
    }

    [Fact]
    public void An_epoch_takes_about_a_hundred_bytes() =>
        Assert.InRange((TraceCodec.Encode(Results.Trace(epochs: 100)).Length - TraceCodec.Encode(Results.Trace(epochs: 0)).Length) / 100.0, 80, 100);

    [Fact]
    public void A_trace_cut_short_anywhere_is_refused()
    {
        var bytes = TraceCodec.Encode(Results.Trace(divergence: new Divergence(1, DivergenceSignal.Parameter, 3)));
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => TraceCodec.Decode(bytes[..length]));
        }
    }

    [Fact]
    public void A_later_format_is_refused_by_its_number()
    {
        var bytes = TraceCodec.Encode(Results.Trace());
        bytes[0] = 9;
        Assert.Contains("version 9", Assert.Throws<InvalidDataException>(() => TraceCodec.Decode(bytes)).Message, StringComparison.Ordinal);
    }
}
