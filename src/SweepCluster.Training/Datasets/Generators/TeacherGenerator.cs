using SweepCluster.Domain.Randomness;

namespace SweepCluster.Training.Datasets.Generators;

/// <summary>
/// Standard normal features labelled by a random network: class = argmax over standardised logits of V·sin(W x),
/// W with entries of standard deviation gain/√features, V standard normal. Sines make it far from linear.
/// </summary>
internal sealed class TeacherGenerator : DatasetGenerator
{
    public override string Name => "teacher";

    public override string Description => "Normal features labelled by a random two-layer network.";

    public override IReadOnlyList<GeneratorOption> Options { get; } =
    [
        new("features", 16, 1, 4096, "number of features", Whole: true),
        new("classes", 4, 2, 1000, "number of classes", Whole: true),
        new("hidden", 32, 1, 4096, "hidden units of the teacher", Whole: true),
        new("gain", 1.5, 0.1, 10, "standard deviation of the teacher's hidden inputs; larger is harder"),
        new("noise", 0, 0, 1, "fraction of labels replaced by a random class"),
    ];

    private protected override GeneratedProblem Prepare(GeneratorSettings settings, RandomStream shared) =>
        new Teacher(settings.Whole("features"), settings.Whole("classes"), settings.Whole("hidden"), settings["gain"], settings["noise"], shared);

    private sealed class Teacher : GeneratedProblem
    {
        private const int CalibrationSamples = 512;

        private readonly double[] _inner;
        private readonly double[] _outer;
        private readonly double[] _shift;
        private readonly double[] _scale;
        private readonly int _hidden;
        private readonly double _noise;

        public Teacher(int features, int classes, int hidden, double gain, double noise, RandomStream shared)
            : base(features, classes, 0)
        {
            _hidden = hidden;
            _noise = noise;
            _inner = Normals(hidden * features, gain / Math.Sqrt(features), ref shared);
            _outer = Normals(classes * hidden, 1, ref shared);
            (_shift, _scale) = Calibrate(ref shared);
        }

        public override int DrawLabelled(int index, ref RandomStream random, Span<float> features)
        {
            foreach (ref var feature in features)
            {
                feature = (float)random.NextNormal();
            }

            if (random.NextDouble() < _noise)
            {
                return random.NextIndex(Classes);
            }

            var logits = Logits(features);
            var best = 0;
            for (var c = 0; c < Classes; c++)
            {
                logits[c] = (logits[c] - _shift[c]) * _scale[c];
                best = logits[c] > logits[best] ? c : best;
            }

            return best;
        }

        // Without this, the class with the longest row of V would take most samples.
        private (double[] Shift, double[] Scale) Calibrate(ref RandomStream shared)
        {
            var sum = new double[Classes];
            var squares = new double[Classes];
            var sample = new float[Features];
            for (var i = 0; i < CalibrationSamples; i++)
            {
                foreach (ref var feature in sample.AsSpan())
                {
                    feature = (float)shared.NextNormal();
                }

                var logits = Logits(sample);
                for (var c = 0; c < Classes; c++)
                {
                    sum[c] += logits[c];
                    squares[c] += logits[c] * logits[c];
                }
            }

            var shift = Array.ConvertAll(sum, total => total / CalibrationSamples);
            var scale = shift.Select((mean, c) => 1 / Math.Sqrt(Math.Max((squares[c] / CalibrationSamples) - (mean * mean), 1e-12)));
            return (shift, [.. scale]);
        }

        private double[] Logits(ReadOnlySpan<float> features)
        {
            var logits = new double[Classes];
            for (var h = 0; h < _hidden; h++)
            {
                var input = 0.0;
                for (var j = 0; j < Features; j++)
                {
                    input += _inner[(h * Features) + j] * features[j];
                }

                var activation = Math.Sin(input);
                for (var c = 0; c < Classes; c++)
                {
                    logits[c] += _outer[(c * _hidden) + h] * activation;
                }
            }

            return logits;
        }

        private static double[] Normals(int count, double deviation, ref RandomStream random)
        {
            var values = new double[count];
            foreach (ref var value in values.AsSpan())
            {
                value = deviation * random.NextNormal();
            }

            return values;
        }
    }
}
