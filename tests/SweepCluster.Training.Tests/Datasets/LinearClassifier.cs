using SweepCluster.Training.Datasets;

namespace SweepCluster.Training.Tests.Datasets;

/// <summary>Softmax regression by plain stochastic gradient descent: the yardstick for "not linear".</summary>
internal static class LinearClassifier
{
    public static double TestAccuracy(Dataset data, int epochs, float rate)
    {
        var weights = new float[data.Classes][];
        for (var c = 0; c < data.Classes; c++)
        {
            weights[c] = new float[data.Features];
        }

        var biases = new float[data.Classes];
        var scores = new float[data.Classes];
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            for (var i = 0; i < data.Train.Count; i++)
            {
                var row = Row(data, data.Train, i);
                Score(row);
                Softmax(scores);
                for (var c = 0; c < data.Classes; c++)
                {
                    var step = rate / (1 + epoch) * ((data.Train.Labels[i] == c ? 1 : 0) - scores[c]);
                    Add(weights[c], row, step);
                    biases[c] += step;
                }
            }
        }

        var right = 0;
        for (var i = 0; i < data.Test.Count; i++)
        {
            Score(Row(data, data.Test, i));
            right += Array.IndexOf(scores, scores.Max()) == data.Test.Labels[i] ? 1 : 0;
        }

        return (double)right / data.Test.Count;

        void Score(ReadOnlySpan<float> row)
        {
            for (var c = 0; c < data.Classes; c++)
            {
                scores[c] = biases[c] + Dot(weights[c], row);
            }
        }
    }

    private static ReadOnlySpan<float> Row(Dataset data, DataSplit split, int i) => split.Features.AsSpan(i * data.Features, data.Features);

    private static float Dot(float[] weights, ReadOnlySpan<float> row)
    {
        var sum = 0f;
        for (var j = 0; j < row.Length; j++)
        {
            sum += weights[j] * row[j];
        }

        return sum;
    }

    private static void Add(float[] weights, ReadOnlySpan<float> row, float step)
    {
        for (var j = 0; j < row.Length; j++)
        {
            weights[j] += step * row[j];
        }
    }

    private static void Softmax(float[] scores)
    {
        var most = scores.Max();
        var sum = 0f;
        for (var c = 0; c < scores.Length; c++)
        {
            scores[c] = MathF.Exp(scores[c] - most);
            sum += scores[c];
        }

        for (var c = 0; c < scores.Length; c++)
        {
            scores[c] /= sum;
        }
    }
}
