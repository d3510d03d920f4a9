namespace SweepCluster.Export.Drawing;

/// <summary>An image of opaque pixels, white at first; rows from the top.</summary>
public sealed class Bitmap
{
    private readonly byte[] _channels;

    public Bitmap(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        Width = width;
        Height = height;
        _channels = new byte[checked(3 * width * height)];
        _channels.AsSpan().Fill(255);
    }

    public int Width { get; }

    public int Height { get; }

    public Colour this[int x, int y]
    {
        get
        {
            var i = 3 * ((y * Width) + x);
            return new Colour(_channels[i], _channels[i + 1], _channels[i + 2]);
        }

        set
        {
            var i = 3 * ((y * Width) + x);
            _channels[i] = value.R;
            _channels[i + 1] = value.G;
            _channels[i + 2] = value.B;
        }
    }

    /// <summary>Red, green and blue of each pixel of a row.</summary>
    public ReadOnlySpan<byte> Row(int y) => _channels.AsSpan(3 * y * Width, 3 * Width);

    /// <summary>Sets the pixels of a row from one place up to, not including, another.</summary>
    public void Fill(int y, int from, int to, Colour colour)
    {
        if (from >= to)
        {
            return;
        }

        this[from, y] = colour;
        var first = 3 * ((y * Width) + from);
        var pattern = _channels.AsSpan(first, 3 * (to - from));
        for (var filled = 3; filled < pattern.Length; filled *= 2)
        {
            pattern[..Math.Min(filled, pattern.Length - filled)].CopyTo(pattern[filled..]);
        }
    }

    /// <summary>Covers a share of a pixel, 0 to 1, with a colour.</summary>
    public void Cover(int x, int y, Colour colour, double share) =>
        this[x, y] = share >= 1 ? colour : this[x, y].Towards(colour, share);
}
