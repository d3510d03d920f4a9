namespace SweepCluster.Training.Datasets.Sources;

/// <summary>
/// Features of samples as their source holds them, [count, features]. Rows are copied straight into the split
/// they belong to, so that a large file is never held as floats twice.
/// </summary>
internal abstract class FeatureRows(int count, int features)
{
    public int Count { get; } = count;

    public int Features { get; } = features;

    /// <summary>Writes the features of one sample; images as 0 … 1.</summary>
    public abstract void CopyRow(int row, Span<float> destination);
}

/// <summary>Real features, row-major.</summary>
internal sealed class RealRows(int count, int features, float[] values) : FeatureRows(count, features)
{
    public override void CopyRow(int row, Span<float> destination) =>
        values.AsSpan(row * Features, Features).CopyTo(destination);
}

/// <summary>Pixels of one byte, scaled to 0 … 1. Row r begins at byte <c>offset + r · stride</c>.</summary>
internal sealed class PixelRows(int count, int features, byte[] bytes, long offset, int stride) : FeatureRows(count, features)
{
    // A table of correctly rounded quotients, so the value of a pixel does not depend on the loop's arithmetic.
    private static readonly float[] Scaled = [.. Enumerable.Range(0, 256).Select(value => value / 255f)];

    public override void CopyRow(int row, Span<float> destination)
    {
        var pixels = bytes.AsSpan(checked((int)(offset + ((long)row * stride))), Features);
        var scaled = Scaled;
        for (var i = 0; i < pixels.Length; i++)
        {
            destination[i] = scaled[pixels[i]];
        }
    }
}
