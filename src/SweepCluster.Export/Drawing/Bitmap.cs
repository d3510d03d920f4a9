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

    /// <summary>Covers a share of a pixel, 0 to 1, with a colour.</summary>
    public void Cover(int x, int y, Colour colour, double share) =>
        this[x, y] = share >= 1 ? colour : this[x, y].Towards(colour, share);
}
