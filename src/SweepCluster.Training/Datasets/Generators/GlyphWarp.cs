using SweepCluster.Domain.Randomness;

namespace SweepCluster.Training.Datasets.Generators;

/// <summary>
/// A random bend of the plane about its centre: rotation, shear, unequal scale and shift, after a smooth
/// displacement made of one low-frequency wave per axis.
/// </summary>
internal readonly struct GlyphWarp
{
    private readonly double _xx;
    private readonly double _xy;
    private readonly double _yx;
    private readonly double _yy;
    private readonly double _shiftX;
    private readonly double _shiftY;
    private readonly Wave _waveX;
    private readonly Wave _waveY;

    /// <param name="strength">0 for none, 1 for the usual amount.</param>
    public GlyphWarp(double strength, ref RandomStream random)
    {
        var angle = strength * random.NextUniform(-0.3, 0.3);
        var shear = strength * random.NextUniform(-0.35, 0.35);
        var scaleX = Math.Exp(strength * random.NextUniform(-0.28, 0.12));
        var scaleY = Math.Exp(strength * random.NextUniform(-0.28, 0.08));
        var (sine, cosine) = Math.SinCos(angle);
        _xx = scaleX * cosine;
        _xy = (shear * cosine) - (scaleY * sine);
        _yx = scaleX * sine;
        _yy = (shear * sine) + (scaleY * cosine);
        _shiftX = strength * random.NextUniform(-0.1, 0.1);
        _shiftY = strength * random.NextUniform(-0.1, 0.1);
        _waveX = new Wave(strength, ref random);
        _waveY = new Wave(strength, ref random);
    }

    public GlyphPoint Apply(GlyphPoint point)
    {
        var x = point.X - 0.5 + _waveX.At(point);
        var y = point.Y - 0.5 + _waveY.At(point);
        return new GlyphPoint(0.5 + (_xx * x) + (_xy * y) + _shiftX, 0.5 + (_yx * x) + (_yy * y) + _shiftY);
    }

    private readonly struct Wave
    {
        private readonly double _amplitude;
        private readonly double _frequencyX;
        private readonly double _frequencyY;
        private readonly double _phase;

        public Wave(double strength, ref RandomStream random)
        {
            _amplitude = strength * random.NextUniform(0, 0.06);
            _frequencyX = random.NextUniform(-8, 8);
            _frequencyY = random.NextUniform(-8, 8);
            _phase = random.NextUniform(0, 2 * Math.PI);
        }

        public double At(GlyphPoint point) =>
            _amplitude * Math.Sin((_frequencyX * point.X) + (_frequencyY * point.Y) + _phase);
    }
}
