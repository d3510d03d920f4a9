using SweepCluster.Compute.Cpu.Matrix;

namespace SweepCluster.Compute.Cpu;

internal sealed unsafe partial class CpuOperations<T, V, L>
{
    public void Cholesky(DeviceArray<T> matrix, DeviceArray<int> failed)
    {
        MatrixShapes.CheckValues(Population, matrix, failed, shared: false);
        var products = ListLiving() * matrix.Matrices;
        var job = new CholeskyJob<T, V, L>
        {
            Buffers = Scratch.Buffers,
            Members = Scratch.Members,
            Matrix = new Matrices<T>((CpuArray<T>)matrix),
            Failed = new Matrices<int>((CpuArray<int>)failed),
            MatricesPerMember = matrix.Matrices,
            Rows = matrix.Rows,
        };
        var work = (double)matrix.Rows * matrix.Rows * matrix.Rows / 6;
        var evenly = products % _team.Size == 0 || products >= 4 * _team.Size;
        if (evenly || matrix.Rows <= 2 * CholeskyPanel<T, V, L>.Columns)
        {
            RunParts(ref job, products, work);
        }
        else
        {
            FactorTogether(ref job, products);
        }
    }

    public void SolveCholesky(DeviceArray<T> factor, DeviceArray<T> right)
    {
        MatrixShapes.CheckSolve(Population, factor, right);
        var job = new SolveJob<T, V, L>
        {
            Buffers = Scratch.Buffers,
            Members = Scratch.Members,
            Factor = new Matrices<T>((CpuArray<T>)factor),
            Right = new Matrices<T>((CpuArray<T>)right),
            MatricesPerMember = right.Matrices,
            Rows = right.Rows,
            Columns = right.Columns,
        };
        var parts = ListLiving() * right.Matrices * job.PanelsPerMatrix;
        RunParts(ref job, parts, (double)right.Rows * right.Rows * Math.Min(right.Columns, L.Width));
    }

    // All threads on every matrix, stage by stage: few matrices would leave threads idle otherwise.
    private void FactorTogether(ref CholeskyJob<T, V, L> job, int products)
    {
        job.Inverses = Scratch.TakeShared((long)products * CholeskyPanel<T, V, L>.InverseLength);
        for (var product = 0; product < products; product++)
        {
            *job.Failed.At(job.Members[product / job.MatricesPerMember], product % job.MatricesPerMember) = 0;
        }

        for (var column = 0; column < job.Rows; column += CholeskyPanel<T, V, L>.Columns)
        {
            job.Column = column;
            job.Stage = CholeskyStage.Update;
            _team.Run(ref job, products * job.RowParts);
            job.Stage = CholeskyStage.Diagonal;
            _team.Run(ref job, products);
            job.Stage = CholeskyStage.Solve;
            _team.Run(ref job, products * job.RowParts);
        }
    }
}
