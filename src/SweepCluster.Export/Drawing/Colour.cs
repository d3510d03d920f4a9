namespace SweepCluster.Export.Drawing;

/// <summary>An opaque sRGB colour.</summary>
public readonly record struct Colour(byte R, byte G, byte B)
{
    public static Colour White { get; } = new(255, 255, 255);

    public static Colour Ink { get; } = new(0x22, 0x26, 0x2B);

    /// <summary>Secondary text.</summary>
    public static Colour Grey { get; } = new(0x5F, 0x66, 0x6E);

    /// <summary>Frames and ticks.</summary>
    public static Colour Rule { get; } = new(0x8C, 0x93, 0x9B);

    /// <summary>What a grey print shows: 0 black to 255 white (Rec. 709 weights on the encoded values).</summary>
    public double Luma => (0.2126 * R) + (0.7152 * G) + (0.0722 * B);

    /// <summary>Ink or white, whichever reads better on this colour.</summary>
    public Colour Contrast => Luma > 115 ? Ink : White;

    /// <summary><c>#RRGGBB</c>.</summary>
    public string Hex => $"#{R:X2}{G:X2}{B:X2}";

    /// <exception cref="FormatException">Not six hexadecimal digits after <c>#</c>.</exception>
    public static Colour Parse(string hex)
    {
        var value = Convert.FromHexString(hex.AsSpan(1));
        return new Colour(value[0], value[1], value[2]);
    }

    /// <summary>The colour a share of the way to another, 0 to 1, channel by channel.</summary>
    public Colour Towards(Colour other, double share) => new(Blend(R, other.R, share), Blend(G, other.G, share), Blend(B, other.B, share));

    // The record's own would print the contrast of the contrast of the contrast.
    public override string ToString() => Hex;

    private static byte Blend(byte from, byte to, double share) => (byte)Math.Round(from + ((to - from) * share));
}
