using SweepCluster.Compute.Cpu;
using SweepCluster.Domain.Families;
using SweepCluster.Domain.Outcomes;
using SweepCluster.Domain.Randomness;
using SweepCluster.Domain.Sweeps;
using SweepCluster.Training.Datasets;
using SweepCluster.Training.PolyharmonicCascades;
using SweepCluster.Training.Population;

namespace SweepCluster.Training.Tests.PolyharmonicCascades;

/// <summary>Small problems and the shortest way to train on them.</summary>
internal static class CascadeTrials
{
    public static ParameterSet Parameters(params (string Name, object Value)[] changed)
    {
        var values = new Dictionary<string, ParameterValue>
        {
            ["hidden"] = ParameterValue.IntegerList([10, 10, 10]),
            ["constellation"] = ParameterValue.Choice("octahedron"),
            ["constellationSize"] = ParameterValue.Integer(40),
            ["b"] = ParameterValue.Real(5),
            ["c"] = ParameterValue.Real(400),
            ["sigma2"] = ParameterValue.Real(0),
            ["alpha"] = ParameterValue.Real(0.1),
            ["alphaRule"] = ParameterValue.Choice("absolute"),
            ["batch"] = ParameterValue.Integer(100),
            ["precision"] = ParameterValue.Choice("float64"),
        };
        foreach (var (name, value) in changed)
        {
            values[name] = value switch
            {
                int[] widths => ParameterValue.IntegerList(widths),
                int number => ParameterValue.Integer(number),
                double number => ParameterValue.Real(number),
                _ => ParameterValue.Choice((string)value),
            };
        }

        return new ParameterSet(Family.PolyharmonicCascade, values);
    }

    public static Trace Train(Dataset dataset, ParameterSet parameters, int epochs, ulong key = 1) =>
        Train(dataset, [new TrainingTask(parameters, key)], epochs)[0];

    public static IReadOnlyList<Trace> Train(Dataset dataset, IReadOnlyList<TrainingTask> tasks, int epochs, int threads = 1, int? capacity = null)
    {
        using var device = new CpuDevice(cores: threads);
        using var resident = new ResidentDatasets(device, dataset);
        using var population = new PolyharmonicCascadeProgram().Open(
            device, tasks[0].Parameters, resident, new Budget(epochs), capacity ?? tasks.Count, threads);
        return population.Train(tasks, null, CancellationToken.None);
    }

    /// <summary>t = 2 sin(6x) cos(6y) on [−½, ½]²: a variance of about 1.</summary>
    public static Dataset SineTimesCosine(int train = 1000)
    {
        var random = new RandomStream(7, RandomPurpose.Dataset);
        return new Dataset
        {
            Name = "sine times cosine",
            Features = 2,
            Classes = 0,
            Targets = 1,
            Train = Split(train),
            Validation = Split(300),
            Test = Split(300),
        };

        DataSplit Split(int count)
        {
            var features = new float[2 * count];
            var targets = new float[count];
            for (var i = 0; i < count; i++)
            {
                var (x, y) = (random.NextUniform(-0.5, 0.5), random.NextUniform(-0.5, 0.5));
                (features[2 * i], features[(2 * i) + 1]) = ((float)x, (float)y);
                targets[i] = (float)(2 * Math.Sin(6 * x) * Math.Cos(6 * y));
            }

            return new DataSplit { Count = count, Features = features, Targets = targets };
        }
    }

    /// <summary>Two interleaved spirals with two turns, within the unit square around 0.</summary>
    public static Dataset TwoSpirals(int train = 1000)
    {
        var random = new RandomStream(11, RandomPurpose.Dataset);
        return new Dataset
        {
            Name = "two spirals",
            Features = 2,
            Classes = 2,
            Train = Split(train),
            Validation = Split(400),
            Test = Split(400),
        };

        DataSplit Split(int count)
        {
            var features = new float[2 * count];
            var labels = new int[count];
            for (var i = 0; i < count; i++)
            {
                labels[i] = i % 2;
                var turn = Math.Sqrt(random.NextUniform(0.02, 1));
                var angle = (turn * 4 * Math.PI) + (labels[i] * Math.PI);
                features[2 * i] = (float)((turn * Math.Cos(angle) / 2) + (0.004 * random.NextNormal()));
                features[(2 * i) + 1] = (float)((turn * Math.Sin(angle) / 2) + (0.004 * random.NextNormal()));
            }

            return new DataSplit { Count = count, Features = features, Labels = labels };
        }
    }
}
