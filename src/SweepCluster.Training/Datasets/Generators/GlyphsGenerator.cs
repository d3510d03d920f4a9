using SweepCluster.Domain.Randomness;

namespace SweepCluster.Training.Datasets.Generators;

/// <summary>
/// Digits 0–9 drawn by a pen of random width on 28 × 28 pixels, each bent at random, with pixel noise: a stand-in
/// for handwritten digits that needs no download. Pixels lie in [0, 1]; classes are equally frequent.
/// </summary>
internal sealed class GlyphsGenerator : DatasetGenerator
{
    private const int Side = 28;

    public override string Name => "glyphs";

    public override string Description => "Digits drawn from distorted pen strokes, 28 × 28 pixels; needs no download.";

    public override int DefaultTrain => 10_000;

    public override int DefaultHeldOut => 2000;

    public override IReadOnlyList<GeneratorOption> Options { get; } =
    [
        new("distortion", 1, 0, 2, "strength of the affine and elastic bend"),
        new("noise", 0.1, 0, 1, "standard deviation added to each pixel before clipping to 0 … 1"),
    ];

    private protected override GeneratedProblem Prepare(GeneratorSettings settings, RandomStream shared) =>
        new Glyphs(settings["distortion"], settings["noise"]);

    private sealed class Glyphs(double distortion, double noise) : GeneratedProblem(Side * Side, 10, 0)
    {
        public override int DrawLabelled(int index, ref RandomStream random, Span<float> features)
        {
            var digit = index % 10;
            var ways = GlyphStrokes.Digits[digit];
            var strokes = ways[random.NextIndex(ways.Length)];
            var warp = new GlyphWarp(distortion, ref random);
            var width = random.NextUniform(0.7, 1.6);
            var ink = random.NextUniform(0.75, 1);

            features.Fill(float.MaxValue);
            foreach (var stroke in strokes)
            {
                for (var i = 1; i < stroke.Length; i++)
                {
                    Nearest(features, warp.Apply(stroke[i - 1]), warp.Apply(stroke[i]), width + 1);
                }
            }

            foreach (ref var pixel in features)
            {
                var drawn = ink * Math.Clamp(width + 0.5 - pixel, 0, 1);
                pixel = (float)Math.Clamp(drawn + (noise * random.NextNormal()), 0, 1);
            }

            return digit;
        }

        // Lowers each pixel near the segment to its distance from it, in pixels.
        private static void Nearest(Span<float> distances, GlyphPoint from, GlyphPoint to, double reach)
        {
            var (x0, y0) = (from.X * Side, from.Y * Side);
            var (x1, y1) = (to.X * Side, to.Y * Side);
            var (dx, dy) = (x1 - x0, y1 - y0);
            var length = Math.Max((dx * dx) + (dy * dy), 1e-12);
            var right = Math.Min(Side - 1, (int)(Math.Max(x0, x1) + reach));
            var bottom = Math.Min(Side - 1, (int)(Math.Max(y0, y1) + reach));
            for (var row = Math.Max(0, (int)(Math.Min(y0, y1) - reach)); row <= bottom; row++)
            {
                for (var column = Math.Max(0, (int)(Math.Min(x0, x1) - reach)); column <= right; column++)
                {
                    var (px, py) = (column + 0.5 - x0, row + 0.5 - y0);
                    var t = Math.Clamp(((px * dx) + (py * dy)) / length, 0, 1);
                    var distance = (float)double.Hypot(px - (t * dx), py - (t * dy));
                    ref var nearest = ref distances[(row * Side) + column];
                    nearest = Math.Min(nearest, distance);
                }
            }
        }
    }
}
