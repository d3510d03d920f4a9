using System.Numerics;
using SweepCluster.Compute.Cpu.Simd;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    // Products of this many sums of exponentials, each at most the number of classes, stay far from overflow in double.
    private const int RowsPerLogarithm = 16;

    public void SoftmaxCrossEntropy(
        DeviceArray<T> logits,
        DeviceArray<int> labels,
        DeviceArray<T>? gradient,
        DeviceArray<T> loss,
        DeviceArray<int> correct)
    {
        if (labels.Length != logits.Rows)
        {
            throw new ArgumentException($"Labels {labels} do not fit logits {logits}.", nameof(labels));
        }

        var (rows, classes) = (logits.Rows, logits.Columns);
        var scratch = NetworkScratch(logits.Length);
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                var z = ((CpuArray<T>)logits).Member(member);
                var y = ((CpuArray<int>)labels).Member(member);
                var hits = 0;
                var labelled = Shift(z, scratch, y, rows, classes, ref hits);
                var done = Exponentials<V, L>(scratch, 0, logits.Length);
                Exponentials<T, ScalarLanes<T>>(scratch, done, logits.Length);
                var d = gradient is null ? scratch : ((CpuArray<T>)gradient).Member(member);
                var logarithms = Softmax(scratch, d, y, rows, classes);
                *((CpuArray<T>)loss).Member(member) = T.CreateTruncating((logarithms - labelled) / rows);
                *((CpuArray<int>)correct).Member(member) += hits;
            }
        }
    }

    // Subtracts each row's largest logit; returns the sum of the labels' shifted logits.
    private static double Shift(T* logits, T* shifted, int* labels, int rows, int classes, ref int hits)
    {
        var labelled = 0.0;
        for (var row = 0; row < rows; row++)
        {
            var from = logits + (row * classes);
            var to = shifted + (row * classes);
            var label = labels[row];
            var largest = from[0];
            for (var c = 1; c < classes; c++)
            {
                largest = T.Max(largest, from[c]);
            }

            for (var c = 0; c < classes; c++)
            {
                to[c] = from[c] - largest;
            }

            hits += IsFirstLargest(to, label) ? 1 : 0;
            labelled += double.CreateTruncating(to[label]);
        }

        return labelled;
    }

    // Of equal logits the first is the answer.
    private static bool IsFirstLargest(T* shifted, int label)
    {
        if (shifted[label] != T.Zero)
        {
            return false;
        }

        for (var c = 0; c < label; c++)
        {
            if (shifted[c] == T.Zero)
            {
                return false;
            }
        }

        return true;
    }

    private static int Exponentials<V2, L2>(T* values, int i, int end)
        where V2 : struct
        where L2 : ILanes<V2, T>
    {
        for (; i + L2.Width <= end; i += L2.Width)
        {
            L2.Store(values + i, VectorExponential<T, V2, L2>.Exp(L2.Load(values + i)));
        }

        return i;
    }

    // Divides by each row's sum, subtracts the one-hot labels and divides by the rows; returns Σ log(row sum).
    private static double Softmax(T* exponentials, T* gradient, int* labels, int rows, int classes)
    {
        var perRow = T.One / T.CreateChecked(rows);
        var (logarithms, product) = (0.0, 1.0);
        for (var row = 0; row < rows; row++)
        {
            var from = exponentials + (row * classes);
            var to = gradient + (row * classes);
            var sum = from[0];
            for (var c = 1; c < classes; c++)
            {
                sum += from[c];
            }

            product *= double.CreateTruncating(sum);
            if (row % RowsPerLogarithm == RowsPerLogarithm - 1)
            {
                logarithms += Math.Log(product);
                product = 1;
            }

            var scale = perRow / sum;
            for (var c = 0; c < classes; c++)
            {
                to[c] = from[c] * scale;
            }

            to[labels[row]] -= perRow;
        }

        return logarithms + Math.Log(product);
    }
}
