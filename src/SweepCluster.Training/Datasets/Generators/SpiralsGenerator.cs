using SweepCluster.Domain.Randomness;

namespace SweepCluster.Training.Datasets.Generators;

/// <summary>
/// Interleaved spiral arms in the plane, one a class: angle 2π(turns·r + class/classes) at radius r, uniform in
/// [0.05, 1], plus normal noise on both coordinates. Classes are equally frequent.
/// </summary>
internal sealed class SpiralsGenerator : DatasetGenerator
{
    public override string Name => "spirals";

    public override string Description => "Interleaved spiral arms in the plane, one a class.";

    public override IReadOnlyList<GeneratorOption> Options { get; } =
    [
        new("classes", 2, 2, 20, "number of arms", Whole: true),
        new("turns", 1.5, 0.1, 10, "revolutions of an arm from the centre to radius 1"),
        new("noise", 0.02, 0, 1, "standard deviation added to each coordinate"),
    ];

    private protected override GeneratedProblem Prepare(GeneratorSettings settings, RandomStream shared) =>
        new Spirals(settings.Whole("classes"), settings["turns"], settings["noise"]);

    private sealed class Spirals(int classes, double turns, double noise) : GeneratedProblem(2, classes, 0)
    {
        public override int DrawLabelled(int index, ref RandomStream random, Span<float> features)
        {
            var label = index % Classes;
            var radius = random.NextUniform(0.05, 1);
            var angle = 2 * Math.PI * ((turns * radius) + ((double)label / Classes));
            features[0] = (float)((radius * Math.Cos(angle)) + (noise * random.NextNormal()));
            features[1] = (float)((radius * Math.Sin(angle)) + (noise * random.NextNormal()));
            return label;
        }
    }
}
