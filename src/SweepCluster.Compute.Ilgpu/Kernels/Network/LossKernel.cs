using System.Numerics;
using ILGPU;
using SweepCluster.Compute.Ilgpu.Arithmetic;

namespace SweepCluster.Compute.Ilgpu.Kernels.Network;

internal readonly struct LossArguments<T>
    where T : unmanaged
{
    public Operand<T> Logits { get; init; }

    public Operand<int> Labels { get; init; }

    public Operand<T> Gradient { get; init; }

    public int HasGradient { get; init; }

    public Operand<T> Loss { get; init; }

    public Operand<int> Correct { get; init; }

    public int Rows { get; init; }

    public int Classes { get; init; }
}

/// <summary>Cross-entropy of softmax and its gradient, one group for each member; losses are summed in double.</summary>
internal static class LossKernel
{
    [DeviceKernel]
    public static void Run<T, R, S>(Frame frame, LossArguments<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
        where R : struct, IReal<T>
        where S : struct, IGroupShape
    {
        var shared = SharedMemory.Allocate<double>(Reduction.SharedLength);
        var counts = SharedMemory.Allocate<int>(Reduction.SharedLength);
        var work = frame.Take();
        if (work.IsRetired)
        {
            return;
        }

        var labels = a.Labels.Of(work);
        var perRow = T.One / R.Of(a.Rows);
        var (loss, hits) = (0.0, 0);
        for (var row = Group.IdxX; row < a.Rows; row += S.Edge * S.Edge)
        {
            var logits = a.Logits.Of(work).SubView((long)row * a.Classes);
            var label = labels[row];
            var best = 0;
            var largest = logits[0];
            for (var c = 1; c < a.Classes; c++)
            {
                best = logits[c] > largest ? c : best;
                largest = Reduction.Larger(largest, logits[c]);
            }

            var sum = T.Zero;
            for (var c = 0; c < a.Classes; c++)
            {
                sum += R.Exp(logits[c] - largest);
            }

            var shifted = logits[label] - largest;
            loss += Double64.Log(R.Wide(sum)) - R.Wide(shifted);
            hits += best == label && shifted == T.Zero ? 1 : 0;
            if (a.HasGradient != 0)
            {
                var scale = perRow / sum;
                var gradient = a.Gradient.Of(work).SubView((long)row * a.Classes);
                for (var c = 0; c < a.Classes; c++)
                {
                    var share = R.Exp(logits[c] - largest) * scale;
                    gradient[c] = c == label ? share - perRow : share;
                }
            }
        }

        loss = Reduction.Sum<double, S>(shared, loss);
        hits = Reduction.Sum<int, S>(counts, hits);
        if (Group.IdxX == 0)
        {
            a.Loss.Of(work)[0] = R.Of(loss / a.Rows);
            a.Correct.Of(work)[0] += hits;
        }
    }
}
