using SweepCluster.Domain.Outcomes;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    public void CascadeResiduals(
        DeviceArray<T> targets,
        DeviceArray<T> predictions,
        DeviceArray<T> residuals,
        DeviceArray<T> loss,
        DeviceArray<double> total)
    {
        var (outputs, rows, columns) = (predictions.Matrices, predictions.Rows, targets.Columns);
        for (var member = 0; member < Population; member++)
        {
            if (!_alive[member])
            {
                continue;
            }

            var wanted = ((CpuArray<T>)targets).Member(member) + (columns - outputs);
            var sum = 0.0;
            for (var output = 0; output < outputs; output++)
            {
                var x = ((CpuArray<T>)predictions).Matrix(member, output);
                var residual = ((CpuArray<T>)residuals).Matrix(member, output);
                for (var row = 0; row < rows; row++)
                {
                    var difference = wanted[((long)row * columns) + output] - x[row];
                    residual[row] = difference + difference;
                    var wide = double.CreateSaturating(difference);
                    sum += wide * wide;
                }
            }

            var mean = sum / ((double)rows * outputs);
            *((CpuArray<T>)loss).Member(member) = T.CreateSaturating(mean);
            *((CpuArray<double>)total).Member(member) += mean;
        }
    }

    public void CascadeRegulariser(DeviceArray<T> rules, DeviceArray<T> traces, DeviceArray<T> alphas)
    {
        for (var member = 0; member < Population; member++)
        {
            var rule = ((CpuArray<T>)rules).Member(member);
            for (var output = 0; _alive[member] && output < alphas.Matrices; output++)
            {
                *((CpuArray<T>)alphas).Matrix(member, output) = rule[0] + (rule[1] * *((CpuArray<T>)traces).Matrix(member, output));
            }
        }
    }

    public void ScaleRows(DeviceArray<T> rows, DeviceArray<T> factors)
    {
        if (factors.Rows != rows.Rows || factors.Columns != 1)
        {
            throw new ArgumentException($"Factors {factors} do not fit the rows of {rows}.", nameof(factors));
        }

        var parts = PartsOf(rows.Rows);
        for (var member = 0; member < Population; member++)
        {
            for (var matrix = 0; _alive[member] && matrix < rows.Matrices; matrix++)
            {
                var job = new ScaleRowsJob
                {
                    Values = ((CpuArray<T>)rows).Matrix(member, matrix),
                    Factors = ((CpuArray<T>)factors).Matrix(member, matrix),
                    Rows = rows.Rows,
                    Columns = rows.Columns,
                };
                _team.Run(ref job, parts);
            }
        }
    }

    public void LargestParameter(DeviceArray<T> values, DeviceArray<T> largest)
    {
        for (var member = 0; member < Population; member++)
        {
            if (_alive[member])
            {
                *((CpuArray<T>)largest).Member(member) = LargestOf(((CpuArray<T>)values).Member(member), values.Length);
            }
        }
    }

    public void RetireSingular(DeviceArray<int> failed, long step)
    {
        for (var member = 0; member < Population; member++)
        {
            for (var matrix = 0; _alive[member] && matrix < failed.Matrices; matrix++)
            {
                if (*((CpuArray<int>)failed).Matrix(member, matrix) != 0)
                {
                    Retire(member, new Divergence(step, DivergenceSignal.Factorisation));
                }
            }
        }
    }

    public void ScoreCascade(DeviceArray<T> predictions, DeviceArray<T> targets, DeviceArray<int> labels, DeviceArray<double> sums)
    {
        var (outputs, rows, columns) = (predictions.Matrices, predictions.Rows, targets.Columns);
        var wanted = ((CpuArray<T>)targets).Member(0) + (columns - outputs);
        var classes = ((CpuArray<int>)labels).Member(0);
        for (var member = 0; member < Population; member++)
        {
            if (!_alive[member])
            {
                continue;
            }

            var x = ((CpuArray<T>)predictions).Member(member);
            var (squares, correct) = (0.0, 0);
            for (var row = 0; row < rows; row++)
            {
                for (var output = 0; output < outputs; output++)
                {
                    var difference = double.CreateSaturating(wanted[((long)row * columns) + output] - x[((long)output * rows) + row]);
                    squares += difference * difference;
                }

                correct += ClassOf(x + row, outputs, rows) == classes[row] ? 1 : 0;
            }

            var sum = ((CpuArray<double>)sums).Member(member);
            sum[0] += squares;
            sum[1] += correct;
        }
    }

    private static int ClassOf(T* outputs, int count, int stride)
    {
        if (count == 1)
        {
            return *outputs > T.Zero ? 1 : 0;
        }

        var best = 0;
        for (var output = 1; output < count; output++)
        {
            best = outputs[(long)output * stride] > outputs[(long)best * stride] ? output : best;
        }

        return best;
    }

    // Maximum instructions may pass over what is not a number, so that is looked for through the sum of v − v.
    private static T LargestOf(T* values, int count)
    {
        var (largest, zeros) = (L.Zero, L.Zero);
        var i = 0;
        for (; i <= count - L.Width; i += L.Width)
        {
            var value = L.Load(values + i);
            largest = L.Max(largest, L.Abs(value));
            zeros = L.Add(zeros, L.Subtract(value, value));
        }

        var lanes = stackalloc T[L.Width];
        L.Store(lanes, largest);
        var (result, zero) = (T.Zero, L.Sum(zeros));
        for (var lane = 0; lane < L.Width; lane++)
        {
            result = T.Max(result, lanes[lane]);
        }

        for (; i < count; i++)
        {
            result = T.Max(result, T.Abs(values[i]));
            zero += values[i] - values[i];
        }

        return result + zero;
    }

    private struct ScaleRowsJob : ITeamJob
    {
        public T* Values;
        public T* Factors;
        public int Rows;
        public int Columns;

        public readonly void Run(int part)
        {
            var last = Math.Min(Rows, (part + 1) * RowsPerPart);
            for (var row = part * RowsPerPart; row < last; row++)
            {
                var values = Values + ((long)row * Columns);
                var factor = Factors[row];
                var factors = L.Broadcast(factor);
                var i = 0;
                for (; i <= Columns - L.Width; i += L.Width)
                {
                    L.Store(values + i, L.Multiply(L.Load(values + i), factors));
                }

                for (; i < Columns; i++)
                {
                    values[i] *= factor;
                }
            }
        }
    }
}
