using SweepCluster.Domain.Randomness;

namespace SweepCluster.Training.Datasets.Generators;

/// <summary>Regression of z = sin x · cos y over the square [−3, 3]², plus normal noise on z in every split.</summary>
internal sealed class SinCosGenerator : DatasetGenerator
{
    public override string Name => "sincos";

    public override string Description => "Regression of sin x · cos y over the square [−3, 3]².";

    public override IReadOnlyList<GeneratorOption> Options { get; } =
        [new("noise", 0, 0, 1, "standard deviation added to the target")];

    private protected override GeneratedProblem Prepare(GeneratorSettings settings, RandomStream shared) =>
        new SinCos(settings["noise"]);

    private sealed class SinCos(double noise) : GeneratedProblem(2, 0, 1)
    {
        public override void DrawTargets(ref RandomStream random, Span<float> features, Span<float> targets)
        {
            var x = random.NextUniform(-3, 3);
            var y = random.NextUniform(-3, 3);
            features[0] = (float)x;
            features[1] = (float)y;
            targets[0] = (float)((Math.Sin(x) * Math.Cos(y)) + (noise * random.NextNormal()));
        }
    }
}
