using SweepCluster.Domain.Families;
using SweepCluster.Domain.Randomness;
using SweepCluster.Training.Datasets;

namespace SweepCluster.Training.Tests.PolynomialNetworks;

/// <summary>Complete parameter sets and small data for these tests.</summary>
internal static class Settings
{
    public static ParameterSet With(params (string Name, ParameterValue Value)[] replaced)
    {
        var values = new Dictionary<string, ParameterValue>
        {
            ["hidden"] = ParameterValue.IntegerList([6, 4]),
            ["head"] = ParameterValue.Integer(0),
            ["activation"] = ParameterValue.Choice("relu"),
            ["form"] = ParameterValue.Choice("polynomial"),
            ["degree"] = ParameterValue.Integer(4),
            ["B"] = ParameterValue.Real(5),
            ["coefficients"] = ParameterValue.Choice("fixed"),
            ["coefficientRate"] = ParameterValue.Real(0.1),
            ["order"] = ParameterValue.Choice("bn-activation"),
            ["boundary"] = ParameterValue.Choice("exponential"),
            ["lambda"] = ParameterValue.Real(10),
            ["alpha"] = ParameterValue.Real(0.75),
            ["clip"] = ParameterValue.Choice("selective"),
            ["clipNorm"] = ParameterValue.Real(1),
            ["dropout"] = ParameterValue.Real(0),
            ["optimizer"] = ParameterValue.Choice("adamw"),
            ["learningRate"] = ParameterValue.Real(0.01),
            ["weightDecay"] = ParameterValue.Real(0.01),
            ["momentum"] = ParameterValue.Real(0.9),
            ["beta1"] = ParameterValue.Real(0.9),
            ["beta2"] = ParameterValue.Real(0.999),
            ["schedule"] = ParameterValue.Choice("plateau"),
            ["plateauFactor"] = ParameterValue.Real(0.1),
            ["plateauPatience"] = ParameterValue.Integer(5),
            ["initialisation"] = ParameterValue.Choice("kaiming-uniform"),
            ["batch"] = ParameterValue.Integer(32),
            ["precision"] = ParameterValue.Choice("float32"),
        };
        foreach (var (name, value) in replaced)
        {
            values[name] = value;
        }

        return new ParameterSet(Family.PolynomialNetwork, values);
    }

    /// <summary>Three well-separated clouds in five dimensions.</summary>
    public static Dataset Clouds(int train = 256, int held = 300)
    {
        var random = new RandomStream(5, RandomPurpose.Dataset);
        return new Dataset
        {
            Name = "clouds",
            Features = 5,
            Classes = 3,
            Train = Split(ref random, train),
            Validation = Split(ref random, held),
            Test = Split(ref random, held),
        };
    }

    private static DataSplit Split(ref RandomStream random, int count)
    {
        var features = new float[count * 5];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = random.NextIndex(3);
            for (var f = 0; f < 5; f++)
            {
                features[(i * 5) + f] = (float)((f == labels[i] ? 2 : 0) + (0.5 * random.NextNormal()));
            }
        }

        return new DataSplit { Count = count, Features = features, Labels = labels };
    }
}
